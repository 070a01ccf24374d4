/** Invented requests and families of an asystent. */
import type { AssistanceRequestView, CaseAssistanceView, FamiliesView } from '../backend/types';

export const ASSISTANCE: CaseAssistanceView = {
  case: 'c6', assistances: [], may_request: false, assistants: [], coordinators: [], withheld: false,
  end_reasons: [{ id: 'goals_reached', name: 'cele osiągnięte' }, { id: 'family_resigned', name: 'rezygnacja rodziny' }],
};

export const REQUESTED: CaseAssistanceView['assistances'][number] = {
  record: 'as1', obligatory: false, requested_by: 'Ewa Terenowska', requested_at: '2026-11-20T10:00:00', analysis: 'Trudności w opiece po wyprowadzce ojca.',
  consent: null, assistant: null, assigned: [], coordinator: null, coordinated: [], ended: null, waits_for: 'no_consent', may_record_consent: false, may_assign: false, may_coordinate: false, may_end: false,
};

export const ASSISTANTS: CaseAssistanceView['assistants'] = [
  { person: 'p-b', name: 'Beata Asystująca', families: 13, limit: 15, warns: true, full: false },
  { person: 'p-c', name: 'Celina Wspierająca', families: 15, limit: 15, warns: true, full: true },
];

export const COORDINATORS: CaseAssistanceView['coordinators'] = [{ id: 'p-k', name: 'Kora Koordynująca' }, { id: 'p-l', name: 'Lena Zastępcza' }];

export const REQUESTS: AssistanceRequestView[] = [
  { case: 'c6', name: 'Apolonia Urojona', record: 'as1', obligatory: false, requested_by: 'Ewa Terenowska', requested_at: '2026-11-20T10:00:00', waits_for: 'no_consent' },
];

export const FAMILIES: FamiliesView = {
  load: { person: 'p-b', name: 'Beata Asystująca', families: 13, limit: 15, warns: true, full: false },
  families: [
    { case: 'c1', name: 'Urojona Apolonia', address: 'ul. Atrapowa 12 m. 4, 05-510 Konstancin-Jeziorna', phone: '500600700', since: '2026-03-02', coordinates: false, consent: { given: true, on: '2026-02-27', by: 'Ewa Terenowska' }, ended_on: null, monitored_until: null, plan: 'changed', suggestions: 3, evaluation_due: { on: '2026-12-01', days_left: 9, called_for: true } },
    { case: 'c3', name: 'Fikcyjny Kajetan', address: 'ul. Bajeczna 7, 05-510 Konstancin-Jeziorna', phone: '500700800', since: '2026-04-14', coordinates: false, consent: { given: true, on: '2026-04-10', by: 'Ewa Terenowska' }, ended_on: null, monitored_until: null, plan: 'agreed', suggestions: 0, evaluation_due: { on: '2026-11-17', days_left: -5, called_for: true } },
    { case: 'c4', name: 'Wydumana Pelagia', address: 'ul. Rzekoma 1, 05-510 Konstancin-Jeziorna', phone: '', since: '2026-11-02', coordinates: false, consent: { given: true, on: '2026-10-30', by: 'Ewa Terenowska' }, ended_on: null, monitored_until: null, plan: 'none', suggestions: 0, evaluation_due: { on: '2027-05-02', days_left: 161, called_for: false } },
    { case: 'c2', name: 'Zmyślińska-Wyimaginowana Małgorzata', address: 'ul. Pozorna 3, 05-510 Konstancin-Jeziorna', phone: '', since: '2025-01-10', coordinates: false, consent: null, ended_on: '2026-10-31', monitored_until: '2027-01-31', plan: 'agreed', suggestions: 0, evaluation_due: null },
  ],
};
