import type { DocumentLine, DocumentRow, DocumentTable, FieldKey, PinInput } from '../../backend/types';
import type { Shell } from '../../shell/shell.svelte';

/** What a question can be about: one answer, or one of the answers in a row. */
export interface Subject { words: string; choices: { at: FieldKey; label: string }[] }

export interface Question extends PinInput { words: string }

/** Questions being pinned to answers of a document, until they are sent back with it. */
export class Asking {
  on = $state(false);
  questions = $state.raw<Question[]>([]);
  /** The question being written: what it is about, its words, and of several answers in a row the chosen one. */
  subject = $state.raw<Subject | null>(null);
  text = $state('');
  chosen = $state<string | null>(null);
  /** The team that sends it back, where there are several. */
  team = $state<string | null>(null);

  begin(subject: Subject): void {
    this.text = '';
    this.chosen = null;
    this.subject = subject;
  }

  ask(at: FieldKey, words: string): void {
    this.questions = [...this.questions, { at, question: this.text.trim(), words }];
    this.subject = null;
  }

  drop(question: Question): void {
    this.questions = this.questions.filter((kept) => kept !== question);
  }

  /** As they cross. */
  pins(): PinInput[] {
    return this.questions.map(({ at, question }) => ({ at, question }));
  }
}

/** The questions of a document that are not sent yet: there again after the screen locks or another is looked at. */
export function keptAsking(shell: Shell, document: string): { asking: Asking; keep: () => void } {
  const kept = (shell.drafts.get('document') ?? new Map()) as Map<string, Asking>;
  shell.drafts.set('document', kept);
  const asking = kept.get(document) ?? new Asking();
  const keep = () => {
    if (asking.questions.length > 0 || asking.subject) kept.set(document, asking);
    else kept.delete(document);
  };
  return { asking, keep };
}

export function ofLine(line: DocumentLine): Subject {
  return { words: line.label, choices: [{ at: line.at, label: line.label }] };
}

/** A row that is one answer is asked about whole; of a member one answer is chosen. */
export function ofRow(title: string, table: DocumentTable, row: DocumentRow): Subject {
  const words = `${title}: ${row.cells.filter((cell) => cell !== '').slice(0, 3).join(', ')}`;
  const fields = table.fields.flatMap((field, place) => (field === null || table.row_field !== null ? [] : [{ at: { record: row.record, field }, label: table.columns[place] ?? field }]));
  return { words, choices: table.row_field === null ? fields : [{ at: { record: row.record, field: table.row_field }, label: words }] };
}

/** What tells the button of a subject from the others. */
export function keyOf({ choices: [first] }: Subject): string {
  return first ? `${first.at.record}/${first.at.field}` : '';
}

/** The buttons that ask, in the order of the document. */
export function askButtons(): HTMLButtonElement[] {
  return [...document.querySelectorAll<HTMLButtonElement>('[data-ask]')];
}

/** Moves the focus among them. */
export function step(by: 1 | -1): void {
  const buttons = askButtons();
  const at = buttons.findIndex((button) => button === document.activeElement);
  buttons[Math.min(buttons.length - 1, Math.max(0, at + by))]?.focus();
}
