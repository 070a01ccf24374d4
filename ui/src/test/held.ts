/** Invented: what the office holds back, and what came after an approval. */
import type { HeldContentView, HeldListView } from '../backend/types';

export const HELD: HeldListView = {
  waiting: [
    {
      held: 'h1', case: 'c1', name: 'Nibylska Leokadia', document: 'd1', form_title: 'część I', person: 'Marek Objazdowy', laptop: 2, why: 'withdrawn', changes: 3, categories: ['diagnoza i wnioski', 'dochód'],
      first_at: '2026-11-20T10:14:00', last_at: '2026-11-20T10:14:00', waits: true, ways: ['accept', 'note', 'file'], steps: [], notes: [],
    },
    {
      held: 'h2', case: 'c2', name: 'Zmyślony Jan', document: null, form_title: '', person: 'Paweł Biurowski', laptop: null, why: 'no-right', changes: 1, categories: ['zdrowie'],
      first_at: '2026-11-21T08:02:00', last_at: '2026-11-22T09:30:00', waits: true, ways: [], steps: [], notes: [],
    },
    {
      held: 'h3', case: 'centre', name: '', document: null, form_title: '', person: 'Ewa Terenowska', laptop: 1, why: 'damaged', changes: 1, categories: [],
      first_at: '2026-11-22T07:45:00', last_at: '2026-11-22T07:45:00', waits: true, ways: ['file'], steps: [], notes: [],
    },
  ],
  settled: [
    {
      held: 'h4', case: 'c3', name: 'Wymyślona Anna', document: 'd3', form_title: 'część IV (aktualizacja)', person: 'Paweł Biurowski', laptop: 3, why: 'no-right', changes: 1, categories: ['diagnoza i wnioski'],
      first_at: '2026-11-18T12:00:00', last_at: '2026-11-18T12:00:00', waits: false, ways: ['note', 'file'],
      steps: [{ outcome: 'noted', changes: 1, by: 'Anna Kierownicka', at: '2026-11-19T09:00:00', reason: 'Do wiadomości zespołu.' }, { outcome: 'accepted', changes: 1, by: 'Anna Kierownicka', at: '2026-11-19T09:30:00', reason: null }],
      notes: [{ category: 'diagnoza i wnioski', answers: [{ section: 'I', whose: '', label: 'Potrzeby i oczekiwania', text: 'Prosi o węgiel.', removed: false, at: '2026-11-18T11:58:00' }] }],
    },
  ],
  late: [
    {
      document: 'd5', case: 'c1', name: 'Nibylska Leokadia', form_title: 'część I', version: 1, approved_at: '2026-11-12T15:20:00', in_work: null, may_correct: true,
      answers: [
        { at: { record: 'd5', field: 'phone' }, section: 'A', whose: '', label: 'Telefon', before: '000000101', text: '222222222', author: 'Marek Objazdowy', device: { here: false, number: 2 }, written_at: '2026-11-12T15:31:00', taken: false },
        { at: { record: 'm1', field: 'row' }, section: 'C', whose: 'Jan Nibylski', label: 'Dochód', before: '', text: 'Rodzaj: emerytura; Kwota: 2000,00 zł', author: 'Marek Objazdowy', device: { here: false, number: 2 }, written_at: '2026-11-12T15:33:00', taken: true },
      ],
    },
  ],
};

export const HELD_CONTENT: HeldContentView = {
  outcome: 'accepted', refusal: null, withheld: [], sealed: false, reasons: [],
  parts: [
    { category: 'diagnoza i wnioski', answers: [{ section: 'I', whose: '', label: 'Potrzeby i oczekiwania', text: 'opał na zimę', removed: false, at: '2026-11-20T10:02:00' }] },
    { category: 'dochód', answers: [{ section: 'C', whose: 'Jan Nibylski', label: 'Dochód', text: 'Rodzaj: emerytura; Kwota: 2000,00 zł', removed: false, at: '2026-11-20T10:05:00' }, { section: '', whose: '', label: '', text: '', removed: true, at: '2026-11-20T10:06:00' }, { section: 'C', whose: '', label: 'Uwagi o dochodzie', text: '', removed: false, at: '2026-11-20T10:07:00' }] },
  ],
};
