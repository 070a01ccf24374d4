import type { FamilyPlanView, VoiceNoteView, VoiceView } from '../backend/types';
import { spoken } from './family-plan';

/** The visit that is spoken on before it is written down. */
const UNWRITTEN = 'unwritten';
const titleOf = (plan: FamilyPlanView, line: string | null) => plan.groups.flatMap((group) => group.lines).find((one) => one.record === line)?.title ?? '';
const without = (notes: VoiceNoteView[], record: string) => notes.filter((note) => note.record !== record);

/** A microphone that hears half loud words, and the notes made with it. */
export class Tape {
  view: VoiceView = { recording: null, playing: null };
  #kept: { visit: string; note: VoiceNoteView }[] = [];

  start(visit: string | null, line: string | null): VoiceView {
    this.view = { recording: { visit: visit ?? UNWRITTEN, line, seconds_left: 120, level: 55, silent: false, lost: false }, playing: null };
    return this.view;
  }

  stop(plan: FamilyPlanView): FamilyPlanView {
    const recording = this.view.recording;
    this.view = { recording: null, playing: null };
    if (!recording) return plan;
    const { visit, line, seconds_left } = recording;
    const note = spoken(`n${this.#kept.length + 2}`, { line, title: titleOf(plan, line), seconds: 120 - seconds_left, at: '2026-11-22T09:41:00' });
    this.#kept.push({ visit, note });
    return this.restore(plan, note.record);
  }

  play(record: string): VoiceView {
    this.view = { recording: null, playing: { record, seconds_left: 42 } };
    return this.view;
  }

  halt(): VoiceView {
    this.view = { recording: null, playing: null };
    return this.view;
  }

  remove(plan: FamilyPlanView, record: string): FamilyPlanView {
    for (const visit of plan.visits) {
      const note = visit.voice.find((one) => one.record === record);
      if (note) this.#kept.push({ visit: visit.record, note });
    }
    return {
      ...plan, visits: plan.visits.map((one) => ({ ...one, voice: without(one.voice, record) })),
      unwritten: plan.unwritten && { ...plan.unwritten, voice: without(plan.unwritten.voice, record) },
    };
  }

  restore(plan: FamilyPlanView, record: string): FamilyPlanView {
    const kept = this.#kept.find(({ note }) => note.record === record);
    if (!kept) return plan;
    const { visit, note } = kept;
    if (visit === UNWRITTEN) return { ...plan, unwritten: { visit, voice: [...(plan.unwritten?.voice ?? []), note] } };
    return { ...plan, visits: plan.visits.map((one) => (one.record === visit ? { ...one, voice: [...one.voice, note] } : one)) };
  }
}
