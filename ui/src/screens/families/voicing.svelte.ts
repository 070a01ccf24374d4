import { problemOf } from '../../backend';
import type { FamilyPlanView, VoiceNoteView, VoiceView } from '../../backend/types';
import { t, type Key } from '../../i18n';
import type { Shell } from '../../shell/shell.svelte';
import { Working } from '../../shell/working.svelte';

/** How often the core is asked what it hears, ms. */
const ASKED_EVERY = 200;
/** Seconds before the end that are said aloud. */
const SAID_AT = [30, 10];
const SILENCE: VoiceView = { recording: null, playing: null };

/** „1:05”. */
export const time = (seconds: number) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;

/** What the core records or plays for one family. No sound comes here: only how long and how loud it is. */
export class Voicing {
  view = $state.raw<VoiceView>(SILENCE);
  /** What happened last, for who does not see it. */
  said = $state('');
  /** A note that was taken away here and can be had back. */
  removed = $state.raw<{ note: VoiceNoteView; visit: string | null } | null>(null);
  readonly working: Working;
  readonly #shell: Shell;
  readonly #case: string;
  readonly #took: (plan: FamilyPlanView) => void;
  #asking: ReturnType<typeof setInterval> | undefined;
  #asked = false;

  constructor(shell: Shell, of: string, took: (plan: FamilyPlanView) => void) {
    this.#shell = shell;
    this.#case = of;
    this.#took = took;
    this.working = new Working(shell);
  }

  start = (visit: string | null, line: string | null) => this.working.run(async () => {
    this.removed = null;
    this.#heard(await this.#shell.call('start_recording', { case: this.#case, visit, line }));
    const left = this.view.recording?.seconds_left;
    if (left !== undefined) this.said = t('voice-begun', { time: time(left) });
  });

  /** Ends what is recorded and keeps it; says so in these words. */
  stop = (saying: Key = 'voice-kept') => this.working.run(async () => {
    try {
      this.#took(await this.#shell.call('stop_recording', { case: this.#case }));
      this.said = t(saying);
    } finally {
      this.#heard(SILENCE);
    }
  });

  play = (record: string) => this.working.run(async () => this.#heard(await this.#shell.call('play_voice_note', { case: this.#case, record })));
  halt = () => this.working.run(async () => this.#heard(await this.#shell.call('stop_voice_note', {})));

  remove = (note: VoiceNoteView, visit: string | null) => this.working.run(async () => {
    this.#took(await this.#shell.call('remove_voice_note', { case: this.#case, record: note.record }));
    this.removed = { note, visit };
    this.said = t('voice-removed');
  });

  restore = (note: VoiceNoteView) => this.working.run(async () => {
    this.#took(await this.#shell.call('restore_voice_note', { case: this.#case, record: note.record }));
    this.removed = null;
    this.said = t('voice-restored');
  });

  /** The screen is left: what is recorded is kept, what is played stops. */
  leave = () => {
    if (this.view.recording) void this.stop();
    if (this.view.playing) void this.halt();
    clearInterval(this.#asking);
    this.#asking = undefined;
  };

  #heard(view: VoiceView) {
    this.view = view;
    const sounding = view.recording !== null || view.playing !== null;
    if (sounding) this.#asking ??= setInterval(() => void this.#ask(), ASKED_EVERY);
    else {
      clearInterval(this.#asking);
      this.#asking = undefined;
    }
  }

  async #ask() {
    if (this.#asked || this.working.busy) return;
    this.#asked = true;
    const before = this.view.recording;
    try {
      const view = await this.#shell.call('voice', {});
      if (this.working.busy || this.view.recording !== before) return;
      this.#heard(view);
      // It locked meanwhile, and is kept: there is nothing to end.
      if (view.recording?.lost) void this.stop('voice-lost');
      else if (view.recording?.seconds_left === 0) void this.stop('voice-full');
      else this.#countdown(before?.seconds_left, view.recording?.seconds_left);
    } catch (thrown) {
      this.#shell.noteLocked(problemOf(thrown));
      this.#heard(SILENCE);
    } finally {
      this.#asked = false;
    }
  }

  #countdown(before: number | undefined, now: number | undefined) {
    if (before === undefined || now === undefined) return;
    const passed = SAID_AT.find((seconds) => before > seconds && now <= seconds);
    if (passed !== undefined) this.said = t('voice-soon', { time: time(now) });
  }
}
