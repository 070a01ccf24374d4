import type { BrokenGlassView, LogEntryView, LogPageView } from '../backend/types';

const entry = (number: number, change: Partial<LogEntryView>): LogEntryView => ({
  number, at: '2026-11-22T14:05:00', heard_at: null, person: 'Ewa Terenowska', laptop: 3, event: 'read', subject: { kind: 'interview', number: 'T-2026-000012' }, ...change,
});

export const LOG: LogPageView = {
  decision: { outcome: 'accepted', refusal: null },
  entries: [
    entry(48, { person: 'Irena Inspektorska', laptop: 7, event: 'log read', subject: { kind: 'centre' } }),
    entry(47, { person: 'Marek Objazdowy', laptop: 2, event: 'log broken', subject: { kind: 'laptop', number: 2 }, at: '2026-11-22T13:40:00' }),
    entry(46, { at: '2026-11-20T22:14:00', heard_at: '2026-11-22T13:31:00' }),
    entry(45, { event: 'printed', at: '2026-11-20T22:20:00', heard_at: '2026-11-22T13:31:00' }),
    entry(44, { event: 'exported', subject: { kind: 'case', number: 'T-2026-000007' }, at: '2026-11-20T11:02:00', person: 'Paweł Biurowski', laptop: 5 }),
    entry(43, { event: 'people searched', subject: { kind: 'centre' }, person: 'Halina Przyjmująca', laptop: 1, at: '2026-11-20T10:58:00' }),
    entry(42, { event: 'person changed', subject: { kind: 'person', name: 'Marek Objazdowy' }, person: null, laptop: null, at: '2026-11-20T08:00:00' }),
    entry(41, { event: 'backup tested', subject: { kind: 'centre' }, person: null, laptop: null, at: '2026-11-20T02:10:00' }),
    entry(40, { event: null, subject: { kind: 'other' }, at: '2026-11-19T16:00:00' }),
  ],
  before: 40, years: 2, least_years: 2, most_years: 10, settles: false,
  people: [
    { person: 'p3', name: 'Anna Kierownicza' }, { person: 'p1', name: 'Ewa Terenowska' }, { person: 'p2', name: 'Marek Objazdowy' },
  ],
};

export const BROKEN: BrokenGlassView[] = [
  { case: 'c1', reading: 'g1', number: 'T-2026-000012', by: 'Marek Objazdowy', at: '2026-11-22T21:10:00', reason: 'Policja wezwała do rodziny, Ewa Terenowska jest na urlopie.' },
];
