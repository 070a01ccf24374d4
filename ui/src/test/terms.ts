/** Terms of invented cases on 22 November 2026. */
import type { AgendaView, CaseTermsView, DueView, ReminderView } from '../backend/types';

export const SOONEST: DueView = { clock: 'interview', due: '2026-11-24', days_left: 2 };
export const LATE: DueView = { clock: 'interview', due: '2026-11-20', days_left: -2 };
export const UPDATE: DueView = { clock: 'update', due: '2027-05-18', days_left: 177 };

export const REMINDER: ReminderView = {
  clock: 'update', due: '2027-05-18', days_left: 177, from: '2026-11-18', why: 'Stała forma pomocy (zasiłek stały): aktualizacja najpóźniej po 6 miesiącach od wywiadu z 18.11.2026, czyli do 18.05.2027.',
  moved_by: 'Nowa zatwierdzona część I albo IV liczy termin od nowa; gdy część IV nie wymienia pomocy długotrwałej, biegnie termin wcześniejszej pomocy; zapis, że pomoc się skończyła, kończy termin; kolejny wniosek lub zmiana danych wymaga aktualizacji wcześniej.', basis: 'art. 107 ust. 4 u.p.s.', confirmed: true, ended: null,
};

export const TERMS: CaseTermsView = {
  case: 'c1',
  running: [
    { ...REMINDER, clock: 'ruling_delivery', due: '2026-11-21', days_left: -1, from: '2026-09-22', why: 'Orzeczenie odebrano 22.09.2026. Dostarczone w ciągu 60 dni, czyli do 21.11.2026, daje zasiłek stały od miesiąca złożenia wniosku.', moved_by: 'Przesuwa go tylko poprawiony dzień otrzymania orzeczenia; kończy doręczenie orzeczenia do ośrodka.', basis: 'art. 106 ust. 7–11 u.p.s.', confirmed: false },
    { ...REMINDER, clock: 'contract_assessment', due: '2026-11-22', days_left: 0, from: '2026-08-20', why: 'W kontrakcie socjalnym ustalono ocenę realizacji na 22.11.2026.', moved_by: 'Przesuwa go tylko zmiana kontraktu uzgodniona przez obie strony (część II).', basis: 'art. 108 u.p.s.' },
    REMINDER,
  ],
  ended: [{ ...REMINDER, clock: 'interview', due: '2026-11-20', days_left: -2, from: '2026-11-02', why: 'Zgłoszenie wpłynęło 2.11.2026 (poniedziałek); tego dnia się nie liczy.', basis: '§ 3 ust. 2 rozporządzenia z 8.04.2021 r.', ended: { on: '2026-11-18', by: 'Wywiad przeprowadzono 18.11.2026.', kept: true } }],
  withheld: [], ruling: null, may_record_ruling: true,
  help: [{ help: 'zasiłek stały', since: '2026-11-18' }], ended_help: [], may_end_help: true,
  end_reasons: [{ id: 'revoked', name: 'decyzja uchylona' }, { id: 'died', name: 'śmierć' }],
};

export const AGENDA: AgendaView = {
  late: [{ case: 'c3', name: 'Teodor Zmyślony', term: LATE, action: null }],
  today: [{ case: 'c7', name: 'Hilary Nieistniejący', term: { clock: 'contract_assessment', due: '2026-11-22', days_left: 0 }, action: null }],
  soon: [{ case: 'c1', name: 'Leokadia Nibylska', term: SOONEST, action: null }, { case: 'c6', name: 'Apolonia Urojona', term: { clock: 'update', due: '2026-11-25', days_left: 3 }, action: null }],
  later: [], month: null, assistants: [],
};

/** What an asystent has to do with her families. */
export const FAMILY_AGENDA: AgendaView = {
  late: [
    { case: 'c3', name: 'Fikcyjny Kajetan', term: { clock: 'family_evaluation', due: '2026-11-17', days_left: -5 }, action: null },
    { case: 'c1', name: 'Urojona Apolonia', term: { clock: 'family_action', due: '2026-11-20', days_left: -2 }, action: 'Zapisanie Gustawa do świetlicy szkolnej' },
  ],
  today: [],
  soon: [{ case: 'c1', name: 'Urojona Apolonia', term: { clock: 'family_action', due: '2026-11-27', days_left: 5 }, action: 'Wizyta w poradni psychologiczno-pedagogicznej' }],
  later: [
    { case: 'c1', name: 'Urojona Apolonia', term: { clock: 'family_evaluation', due: '2026-12-01', days_left: 9 }, action: null },
    { case: 'c2', name: 'Zmyślińska-Wyimaginowana Małgorzata', term: { clock: 'family_monitoring', due: '2026-12-15', days_left: 23 }, action: null },
  ],
  month: '2026-10', assistants: [],
};
