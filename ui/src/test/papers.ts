/** Invented papers of the interview in `fixtures.ts`. */
import type { BlankView, PaperView, PictureView, SheetView } from '../backend/types';
import { MEMBER, ROOT } from './fixtures';

/** One white pixel. */
const WHITE = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTu4nQAAAABJRU5ErkJggg==';

export const PAPERS: PaperView[] = [
  { paper: 'interview', title: null, obstacle: null, printed: [{ at: '2026-11-20T10:05', by: 'Marek Objazdowy', sha256: 'cd'.repeat(32), saved: false }] },
  { paper: 'statement', title: null, obstacle: 'not_approved', printed: [] },
  { paper: 'missing_documents', title: null, obstacle: null, printed: [] },
];

export const PICTURES: PictureView[] = [1, 2, 3].map(() => ({ png: WHITE, width: 1190, height: 1684 }));

export const BLANKS: BlankView[] = [
  { form: 'part-i/2021-11-15', title: 'Rodzinny wywiad środowiskowy – część I' },
  { form: 'part-ii/2021-11-15', title: 'Rodzinny wywiad środowiskowy – część II' },
];

const line = { under: null, options: [], withheld: false };

export const SHEET: SheetView = {
  title: 'Rodzinny wywiad środowiskowy – część I', annex: 'Załącznik nr 1 do rozporządzenia',
  sections: [
    {
      section: 'A', numbered: true, title: 'Dane osoby wnioskującej o pomoc i jej rodziny', note: null,
      blocks: [
        {
          title: 'Osoba', table: null, sign: [],
          lines: [
            { ...line, record: ROOT, field: 'first_name', label: 'Imię', text: 'Apolonia' },
            { ...line, record: ROOT, field: 'phone', label: 'telefon', text: '' },
            { ...line, record: ROOT, field: 'health_problems', label: 'zdrowie', text: '', withheld: true },
          ],
        },
        {
          title: 'Rodzina', lines: [], sign: [],
          table: { columns: [{ number: 1, field: 'member_first_name', label: 'Imię', withheld: false }], rows: [{ record: MEMBER, cells: ['Apolonia'] }], empty_text: null },
        },
      ],
    },
    {
      section: 'B', numbered: true, title: 'Analiza sytuacji rodzinnej', note: null,
      blocks: [{ title: 'Analiza sytuacji rodzinnej', table: null, sign: ['podpis pracownika socjalnego'], lines: [{ ...line, record: ROOT, field: 'family_type', label: 'rodzaj', text: '', options: [{ text: 'pełna', chosen: true }, { text: 'niepełna', chosen: false }] }] }],
    },
  ],
};
