import { getContext, setContext } from 'svelte';

import { problemOf, type Answer, type Arguments, type Backend, type CommandName } from '../backend';
import type { ExchangeView, FieldKey, LeaseView, PlaceView, Problem, Seat, SessionView } from '../backend/types';
import { Calls } from './calls';
import { rememberProfile } from './last-profile';
import { Settings } from './settings.svelte';

/** Where the person is. `interview` without a document starts it from its case, for a purpose or the one most likely; with the earlier one, it continues that. */
export type Route =
  | { screen: 'cases' }
  /** `back` where another screen than the list opened it. */
  | { screen: 'interview'; document: string; place: PlaceView | null; back?: Route }
  | { screen: 'interview'; case: string; document: null; place: null; purpose: string | null; earlier: null }
  | { screen: 'interview'; case: string; document: null; place: null; purpose: string; earlier: string }
  | { screen: 'document'; document: string; from: 'cases' | 'inbox' | 'interview' | Route }
  /** Papers of an interview, or without one the forms to fill in by hand. */
  | { screen: 'print'; document: string | null; back: Route }
  /** The merge desk of an interview, at one of its open answers. */
  | { screen: 'desk'; document: string; at: FieldKey | null; back: Route }
  /** „Gdzie jest ta sprawa?” */
  | { screen: 'timeline'; case: string; back: Route }
  /** Plan of work with a family. */
  | { screen: 'plan'; case: string; back: Route }
  | { screen: 'month'; month: string | null }
  | { screen: 'sync' | 'inbox' | 'merge' | 'held' | 'board' | 'alike' | 'organisation' | 'caseload' | 'families' | 'partners' | 'log' | 'register' | 'verify' | 'settings' };

export type ScreenName = Route['screen'];

const OFFERED: { screen: Exclude<ScreenName, 'interview' | 'document' | 'print' | 'desk' | 'timeline' | 'plan' | 'month' | 'partners'>; seats: Seat[] | null }[] = [
  { screen: 'cases', seats: ['field'] },
  { screen: 'families', seats: ['assistance'] },
  { screen: 'register', seats: ['first_contact'] },
  { screen: 'alike', seats: ['first_contact', 'head'] },
  { screen: 'inbox', seats: ['team', 'head'] },
  { screen: 'merge', seats: ['merging'] },
  { screen: 'board', seats: ['head'] },
  { screen: 'organisation', seats: ['head'] },
  { screen: 'caseload', seats: ['head'] },
  { screen: 'log', seats: ['access_log'] },
  { screen: 'sync', seats: null },
  { screen: 'held', seats: ['field', 'assistance', 'head'] },
  { screen: 'verify', seats: null },
  { screen: 'settings', seats: null },
];

/** Screens on the top bar for a person with these seats, in order. */
export function offeredScreens(seats: Seat[]) {
  return OFFERED.filter((offer) => offer.seats === null || offer.seats.some((seat) => seats.includes(seat))).map((offer) => offer.screen);
}

/** What every screen may use: the door to the core, the session, and the way to other screens. */
export class Shell {
  readonly settings = new Settings();
  session = $state.raw<SessionView | null>(null);
  route = $state.raw<Route>({ screen: 'cases' });
  exchange = $state.raw<ExchangeView | null>(null);
  helpOpen = $state(false);
  /** Said once by the screen reader, and not shown. */
  announcement = $state('');
  /** The field the person stands in, kept so that unlocking returns to it. */
  place: PlaceView | null = null;
  /** Forms begun and not sent, by screen; forgotten when another person opens the laptop. */
  readonly drafts = new Map<ScreenName, unknown>();
  #left: { profile: string; route: Route } | null = null;
  /** A save that fails and is being repeated: shown on every screen until it stands. */
  saveTrouble = $state.raw<Problem | null>(null);
  /** How far each list was scrolled, so that returning keeps its place. */
  readonly #scrolled = new Map<ScreenName, number>();
  #flushers = new Set<() => Promise<boolean>>();

  readonly calls = new Calls();

  constructor(readonly backend: Backend) {}

  call<C extends CommandName>(command: C, args: Arguments<C>): Promise<Answer<C>> {
    return this.calls.note(command, this.backend.call(command, args));
  }

  /** Work that must be on disk before the person leaves; `flush` says whether it is. Returns the undoing. */
  onLeaving(flush: () => Promise<boolean>): () => void {
    this.#flushers.add(flush);
    return () => this.#flushers.delete(flush);
  }

  /** True when nothing typed is left unsaved. */
  async flush(): Promise<boolean> {
    const done = await Promise.all([...this.#flushers].map((flush) => flush().catch(() => false)));
    return done.every(Boolean) && this.saveTrouble === null;
  }

  open(session: SessionView): void {
    rememberProfile(session.profile);
    this.route = this.#comesBack(session);
    this.session = session;
    this.exchange = null;
    void this.look();
  }

  /** True once somebody's work on this screen was locked: the laptop was not just switched on. */
  get wasLocked(): boolean {
    return this.#left !== null;
  }

  /** Where a person goes on: the screen that was locked, else the answer the core remembers, else the first screen. */
  #comesBack(session: SessionView): Route {
    const left = this.#left?.profile === session.profile ? this.#left.route : null;
    this.#left = null;
    if (!left) this.drafts.clear();
    if (left?.screen === 'interview' && left.document) return { ...left, place: this.place ?? left.place };
    if (left && left.screen !== 'interview') return left;
    if (session.place) return { screen: 'interview', document: session.place.document, place: session.place };
    return { screen: offeredScreens(session.seats)[0] ?? 'sync' };
  }

  /** Where leaving an interview leads: the screen that opened it, else the list of this person's seat. */
  get behindInterview(): Route {
    const back = this.route.screen === 'interview' && this.route.document !== null ? this.route.back : undefined;
    const offered = offeredScreens(this.session?.seats ?? []);
    return back ?? { screen: offered.includes('cases') || !offered.includes('families') ? 'cases' : 'families' };
  }

  async go(route: Route): Promise<void> {
    await this.flush();
    this.#scrolled.set(this.route.screen, window.scrollY);
    this.place = null;
    this.route = route;
  }

  /** Scrolls a list back to where it was left; called once the list is on the screen. */
  returnToPlace(): void {
    window.scrollTo(0, this.#scrolled.get(this.route.screen) ?? 0);
  }

  async lock(): Promise<void> {
    await this.flush();
    try {
      await this.call('lock', {});
    } finally {
      this.#close();
    }
  }

  #close(): void {
    if (this.session) this.#left = { profile: this.session.profile, route: this.route };
    this.session = null;
    this.helpOpen = false;
  }

  /** Asks how the exchange stands; a refusal changes nothing on the screen. */
  async look(): Promise<void> {
    try {
      this.exchange = await this.call('exchange_status', {});
    } catch (thrown) {
      this.noteLocked(problemOf(thrown));
    }
  }

  /** An exchange nobody asked for: what goes wrong shows in its state, never as an interruption. */
  async exchangeQuietly(): Promise<void> {
    if (!this.session || this.session.practice) return;
    try {
      this.exchange = await this.call('exchange', {});
      while (this.exchange?.state === 'running') {
        await new Promise((resume) => setTimeout(resume, 1000));
        await this.look();
      }
    } catch (thrown) {
      this.noteLocked(problemOf(thrown));
    }
  }

  /** A core that locked itself brings the person to the unlock screen, and one that is not read any more says why. True when it did. */
  noteLocked(problem: Problem): boolean {
    if (problem.code === 'locked') this.#close();
    if (problem.code === 'lease-ended' || problem.code === 'unauthorised') void this.look();
    return problem.code === 'locked';
  }

  /** Set once nothing is read on this laptop, but for the open visit, until the office answers. */
  get ended(): LeaseView | null {
    const lease = this.exchange?.lease;
    return lease && (lease.withdrawn || lease.state === 'ended' || isUnauthorised(lease)) ? lease : null;
  }

  /** Whether the screen is one of those that stay after that. */
  get isLeft(): boolean {
    const { route, ended } = this;
    const visit = route.screen === 'interview' && route.document !== undefined && route.document === ended?.open_visit;
    return visit || route.screen === 'sync' || route.screen === 'settings';
  }
}

/** Whether her own upoważnienie does not hold today. */
export const isUnauthorised = (lease: LeaseView): boolean => lease.authorisation !== null && lease.authorisation.stand !== 'ends';

const KEY = Symbol('shell');

export function provideShell(shell: Shell): void {
  setContext(KEY, shell);
}

export function useShell(): Shell {
  return getContext<Shell>(KEY);
}
