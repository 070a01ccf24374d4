/** Other centres in invented data. */
import type { IncomingView, PartnersView, PassableView } from '../backend/types';

export const PARTNERS: PartnersView = {
  may_manage: true,
  own: { name: 'OPS w Konstancinie-Jeziornie', text: 'TERENK1-04HMA-SR8XW-M0Q2D-7YB5N-KT93C-V6EPG-J1F4Z-RW8S0-H2XQA-MD5T7-N9BYC-K3V6E-PG1J4', digits: ['48213', '90577', '11846', '73320', '05964', '38817'] },
  partners: [
    { centre: 'o1', name: 'Ośrodek Pomocy Społecznej w Zmyślonej Górze', confirmed_at: '2026-11-18T09:10:00', confirmed_by: 'Anna Kierownicza', replaced: false },
    { centre: 'o2', name: 'GOPS w Bajkowie', confirmed_at: null, confirmed_by: null, replaced: true },
  ],
};

export const PASSABLE: PassableView = {
  case: 'c6', name: 'Apolonia Urojona', partners: PARTNERS.partners.slice(0, 1),
  interviews: [
    { document: 'd6', form_title: 'Wywiad, część I', approved_at: '2026-11-18T14:32:00', sygnatura: '7K3QD-9XW2M-B4TZ8-RVN51', current: true },
    { document: 'd5', form_title: 'Wywiad, część I', approved_at: '2026-11-10T10:02:00', sygnatura: '2M4QD-1XW2M-B4TZ8-RVN59', current: false },
  ],
  goes: ['dane osobowe', 'dochody, wydatki i majątek', 'plan pomocy', 'przebieg sprawy'],
  stays: ['zdrowie', 'przemoc i bezpieczeństwo', 'osoba zgłaszająca'],
};

export const INCOMING: IncomingView = {
  from: 'Ośrodek Pomocy Społecznej w Zmyślonej Górze', made_at: '2026-11-20T11:40:00', name: 'Zmyślona Genowefa', reason: 'Rodzina przeprowadziła się do Państwa gminy 14 listopada.',
  interviews: [{ document: 'x1', form_title: 'Wywiad, część I', sygnatura: '9XW2M-7K3QD-B4TZ8-RVN51', approved_at: '2026-11-16T13:00:00', by: 'Daria Sąsiedzka' }],
  attachments: 2, bytes: 3_400_000, standing: 'new', number: null,
};
