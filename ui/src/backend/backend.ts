/**
 * The only door between screens and the core. Two bodies: `tauri.ts` in the window, `http.ts` on the loopback host of tests.
 * Every method rejects with a `Problem` and with nothing else.
 */
import type {
  ActOutcome, AgendaView, AlikeView, AnswerVersionView, AssessmentView, AssignmentView, AttachmentContent, AttachmentInput, AttachmentsView, AttemptKind, BlankView, BoardView, BrokenGlassView, CallNote, CaseloadView, CaseTermsView,
  CaseView, ChangeView, DataFormat, DecisionInput, DecisionView, DeskView, DocumentView, EntryView, ExaminedView, ExchangeView, FieldChoiceInput, FieldKey, FiguresFormat, GlassOpenedView, HandOverView, HeldContentView, HeldListView, HeldWay, HelpEndInput,
  InboxView, InterviewView, TwinsInput, JsonValue, LogPageView, LogSearchInput, LookedAgainView, OrganisationDraft, OrganisationView, OverviewView, PaperKey, PaperView, PassOnChoices, PassOnInput, PassOnState, JoinedFamilyView, JointEditsView,
  AuthorisationInput, PartnerFileView, PartnersView, PartnerView, PassableInput, PassableView,
  PeopleFoundView, PeriodView, PictureView, PinInput, PinView, PlaceView, PlanToApprove, ProfileView, PurposeView, QueueView, RecordView, ReplayView, ReportChoices, ReportInput,
  AssignedAnswer, AssistanceEndInput, AssistanceRequestInput, AssistanceRequestView, CaseAssistanceView, ConsentInput, FamiliesView, FamilyPlanView, FamilyVisitInput, MonthView, SuggestionInput,
  ReviewView, RulingInput, SavedView, SealView, SessionView, ShareInput, SheetView, StandingView, StatementInput, StatusView, SygnaturaCheck, TimelineView, VoiceView,
} from './types';

/** A command's arguments and its answer, by the command's name in the core. */
export interface Commands {
  profiles: [Record<string, never>, ProfileView[]];
  enrol: [{ code: string; passphrase: string }, SessionView];
  unlock: [{ profile: string; passphrase: string }, SessionView];
  ask_recovery: [{ profile: string }, { path: string } | null];
  recover: [{ profile: string; code: string; passphrase: string }, SessionView | null];
  lock: [Record<string, never>, null];
  session: [Record<string, never>, SessionView | null];
  start_practice: [{ passphrase: string }, SessionView];

  overview: [Record<string, never>, OverviewView];
  search: [{ text: string }, CaseView[]];
  open_unregistered: [UnregisteredVisit, CaseView];
  record_attempt: [{ case: string; kind: AttemptKind; note: string }, CaseView];

  purposes: [{ case: string }, PurposeView[]];
  start_interview: [{ case: string; purpose: string | null }, InterviewView];
  continue_interview: [{ case: string; purpose: string; earlier: string }, InterviewView];
  open_interview: [{ document: string }, InterviewView];
  save_answer: [{ document: string; record: string; field: string; value: JsonValue }, SavedView];
  leave_field: [{ document: string }, null];
  add_record: [{ document: string; kind: string; parent: string | null }, RecordView];
  remove_record: [{ document: string; record: string }, SavedView];
  restore_record: [{ document: string; record: string; row: JsonValue }, SavedView];
  remember_place: [{ place: PlaceView }, null];

  review: [{ document: string }, ReviewView];
  approve: [{ document: string }, SealView];
  share: [{ document: string }, StatusView];
  verify_sygnatura: [{ sygnatura: string }, SygnaturaCheck];
  read_document: [{ document: string }, DocumentView];
  assessment: [{ document: string }, AssessmentView];
  confirm_carried: [{ document: string; answers: FieldKey[]; current: boolean }, SavedView];
  changes: [{ document: string }, ChangeView[]];

  papers: [{ document: string }, PaperView[]];
  /** `pixels` for each point of the paper. */
  paper_pictures: [{ paper: PaperKey; pixels: number }, PictureView[]];
  print_paper: [{ paper: PaperKey }, null];
  /** Nothing when the person chose no file. */
  save_paper: [{ paper: PaperKey }, { path: string } | null];
  /** Nothing when the person chose no file. */
  save_data: [{ document: string; format: DataFormat }, { path: string } | null];
  sheet: [{ document: string }, SheetView];
  blank_forms: [Record<string, never>, BlankView[]];

  attachments: [{ document: string }, AttachmentsView];
  /** Nothing when the person chose no file. */
  add_attachment: [{ document: string; input: AttachmentInput }, AttachmentsView | null];
  remove_attachment: [{ document: string; record: string }, AttachmentsView];
  read_attachment: [{ document: string; record: string }, AttachmentContent];
  /** Nothing when the person chose no place. */
  save_attachment: [{ document: string; record: string }, { path: string } | null];
  merge_queue: [Record<string, never>, QueueView[]];
  merge_desk: [{ document: string }, DeskView];
  decide: [{ decision: DecisionInput }, DeskView];
  undo_decision: [{ document: string; decision: string; reason: string }, DeskView];
  settle_twins: [{ twins: TwinsInput }, DeskView];
  answer_history: [{ document: string; record: string; field: string }, AnswerVersionView[]];

  exchange: [Record<string, never>, ExchangeView];
  exchange_status: [Record<string, never>, ExchangeView];
  courier_write: [Record<string, never>, { path: string } | null];
  /** Nothing when the person chose no file. */
  courier_read: [Record<string, never>, ExchangeView | null];

  report_choices: [Record<string, never>, ReportChoices];
  preview_entry: [{ report: ReportInput }, EntryView];
  register_report: [{ report: ReportInput }, CaseView];
  assign_visit: [{ case: string; person: string }, AssignmentView];

  inbox: [Record<string, never>, InboxView[]];
  take: [{ case: string; document: string; team: string }, InboxView];
  finish_work: [{ case: string; document: string; team: string }, ActOutcome];
  /** Of a team's matter, or without a team of this person's own. */
  pass_on_choices: [{ case: string; document: string | null; team: string | null }, PassOnChoices];
  pass_on: [{ passed: PassOnInput }, HandOverView];
  hand_overs: [Record<string, never>, HandOverView[]];
  answer_hand_over: [{ case: string; hand_over: string; state: PassOnState; reason: string }, HandOverView];
  /** Without a person only whose caseload may be handed over. */
  caseload: [{ person: string | null }, CaseloadView];
  hand_over_caseload: [{ person: string; shares: ShareInput[]; reason: string }, ActOutcome];
  admit_left_work: [{ case: string; hand_over: string }, ActOutcome];
  timeline: [{ case: string }, TimelineView];
  case_terms: [{ case: string }, CaseTermsView];
  record_ruling: [{ case: string; ruling: RulingInput }, CaseTermsView];
  end_help: [{ case: string; end: HelpEndInput }, CaseTermsView];
  /** Of one's own cases, or for the head and a coordinator of all. */
  agenda: [{ whole: boolean }, AgendaView];
  partners: [Record<string, never>, PartnersView];
  /** Nothing when the person chose no place. */
  save_own_card: [Record<string, never>, { path: string } | null];
  add_partner: [{ card: string }, PartnerView];
  confirm_partner: [{ centre: string; heard: string }, PartnerView];
  passable: [{ case: string }, PassableView];
  /** Nothing when the person chose no place. */
  send_to_partner: [{ input: PassableInput }, { path: string } | null];
  /** Nothing when the person chose no file. */
  open_partner_file: [Record<string, never>, PartnerFileView | null];
  /** On the file opened last; nothing when the person chose no place. */
  answer_partner_file: [{ accepted: boolean; reason: string }, { path: string } | null];

  case_assistance: [{ case: string }, CaseAssistanceView];
  request_assistance: [{ case: string; request: AssistanceRequestInput }, CaseAssistanceView];
  record_consent: [{ case: string; record: string; consent: ConsentInput }, CaseAssistanceView];
  assign_assistant: [{ case: string; record: string; assistant: string }, AssignedAnswer];
  assign_coordinator: [{ case: string; record: string; coordinator: string | null }, AssignedAnswer];
  end_assistance: [{ case: string; record: string; end: AssistanceEndInput }, CaseAssistanceView];
  assistance_requests: [Record<string, never>, AssistanceRequestView[]];
  families: [Record<string, never>, FamiliesView];
  family_plan: [{ case: string }, FamilyPlanView];
  start_family_plan: [{ case: string }, InterviewView];
  start_family_evaluation: [{ case: string }, InterviewView];
  suggest_line: [{ case: string; suggestion: SuggestionInput }, FamilyPlanView];
  settle_suggestion: [{ case: string; record: string; accepted: boolean }, FamilyPlanView];
  note_family_visit: [{ case: string; visit: FamilyVisitInput }, FamilyPlanView];
  /** „2026-11”. */
  family_month: [{ month: string }, MonthView];
  start_recording: [{ case: string; visit: string | null; line: string | null }, VoiceView];
  voice: [Record<string, never>, VoiceView];
  stop_recording: [{ case: string }, FamilyPlanView];
  play_voice_note: [{ case: string; record: string }, VoiceView];
  stop_voice_note: [Record<string, never>, VoiceView];
  remove_voice_note: [{ case: string; record: string }, FamilyPlanView];
  restore_voice_note: [{ case: string; record: string }, FamilyPlanView];
  /** Plans of help that wait for the head. */
  plans: [Record<string, never>, PlanToApprove[]];
  standing: [{ document: string }, StandingView];
  start_correction: [{ document: string; reason: string }, InterviewView];
  corrections: [{ document: string }, ChangeView[]];
  return_interview: [{ document: string; team: string; pins: PinInput[] }, StandingView];
  withdraw_return: [{ document: string; record: string; reason: string }, StandingView];
  answer_pin: [{ document: string; pin: string; text: string }, PinView[]];
  name_valid: [{ document: string; seal: string; reason: string }, StandingView];
  withdraw_valid: [{ document: string; record: string; reason: string }, StandingView];
  approve_plan: [{ document: string }, StandingView];
  withdraw_plan_approval: [{ document: string; reason: string }, StandingView];
  record_statement: [{ document: string; statement: StatementInput }, StandingView];
  board: [Record<string, never>, BoardView];
  period_report: [{ period: string }, PeriodView];
  /** Nothing when the person chose no file; without a period the board itself. */
  save_figures: [{ period: string | null; format: FiguresFormat }, { path: string } | null];

  organisation: [Record<string, never>, OrganisationView];
  examine_rules: [{ draft: OrganisationDraft }, ExaminedView];
  replay_rules: [{ draft: OrganisationDraft }, ReplayView];
  propose_structure: [{ draft: OrganisationDraft; based_on: string; valid_from: string; reason: string }, DecisionView];
  place_member: [{ person: string; teams: string[] }, DecisionView];
  authorise: [{ person: string; authorisation: AuthorisationInput }, DecisionView];

  alike: [Record<string, never>, AlikeView];
  look_for_alike: [{ case: string | null }, LookedAgainView];
  search_people: [{ given: string; surname: string; born: string; pesel: string; address: string }, PeopleFoundView];
  link_files: [{ one: string; other: string; reason: string; choices: FieldChoiceInput[] }, DecisionView];
  unlink_files: [{ one: string; other: string; reason: string }, DecisionView];
  keep_apart: [{ one: string; other: string; reason: string }, DecisionView];
  joined_family: [{ case: string }, JoinedFamilyView];
  joint_edits: [{ case: string; link: string }, JointEditsView];

  held_back: [Record<string, never>, HeldListView];
  /** The content, asked of the office; it notes who looked. */
  open_held: [{ case: string; held: string }, HeldContentView];
  decide_held: [{ case: string; held: string; way: HeldWay; reason: string }, DecisionView];
  correct_from_late: [{ document: string; answers: FieldKey[]; reason: string }, InterviewView];

  /** A page of the office's access log, without content; the reading is noted, too. */
  access_log: [{ sought: LogSearchInput; before: number | null }, LogPageView];
  keep_access_log: [{ years: number }, DecisionView];
  /** A case that is not one's own, until the day ends; the head is told. */
  break_glass: [{ number: string; reason: string }, GlassOpenedView];
  /** Readings that the head has not seen yet. */
  broken_glass: [Record<string, never>, BrokenGlassView[]];
  acknowledge_glass: [{ case: string; reading: string }, DecisionView];

  /** Nothing when the person chose no file. */
  save_support: [{ calls: CallNote[] }, { path: string } | null];
}

/** A visit to a family nobody has registered yet. */
export interface UnregisteredVisit {
  first_name: string;
  last_name: string;
  address: string;
  phone: string;
  reason: string;
}

export type CommandName = keyof Commands;
export type Arguments<C extends CommandName> = Commands[C][0];
export type Answer<C extends CommandName> = Commands[C][1];

export interface Backend {
  call<C extends CommandName>(command: C, args: Arguments<C>): Promise<Answer<C>>;
  /**
   * Runs `flush` before the window closes. When it says that something is still unsaved, the first attempt to close is refused,
   * so that the person can read why; the second is not. Returns the undoing.
   */
  beforeClose(flush: () => Promise<boolean>): () => void;
}

/** Every command, for the test that compares this list with the core's. */
export const COMMANDS: readonly CommandName[] = [
  'profiles', 'enrol', 'unlock', 'ask_recovery', 'recover', 'lock', 'session', 'start_practice',
  'overview', 'search', 'open_unregistered', 'record_attempt',
  'purposes', 'start_interview', 'continue_interview', 'open_interview', 'save_answer', 'leave_field', 'add_record', 'remove_record', 'restore_record', 'remember_place',
  'review', 'approve', 'share', 'verify_sygnatura', 'read_document', 'assessment', 'confirm_carried', 'changes',
  'papers', 'paper_pictures', 'print_paper', 'save_paper', 'save_data', 'sheet', 'blank_forms',
  'attachments', 'add_attachment', 'remove_attachment', 'read_attachment', 'save_attachment',
  'merge_queue', 'merge_desk', 'decide', 'undo_decision', 'settle_twins', 'answer_history',
  'exchange', 'exchange_status', 'courier_write', 'courier_read',
  'report_choices', 'preview_entry', 'register_report', 'assign_visit',
  'inbox', 'take', 'finish_work',
  'pass_on_choices', 'pass_on', 'hand_overs', 'answer_hand_over', 'caseload', 'hand_over_caseload', 'admit_left_work', 'timeline', 'case_terms', 'record_ruling', 'end_help', 'agenda',
  'partners', 'save_own_card', 'add_partner', 'confirm_partner', 'passable', 'send_to_partner', 'open_partner_file', 'answer_partner_file',
  'case_assistance', 'request_assistance', 'record_consent', 'assign_assistant', 'assign_coordinator', 'end_assistance', 'assistance_requests', 'families',
  'family_plan', 'start_family_plan', 'start_family_evaluation', 'suggest_line', 'settle_suggestion', 'note_family_visit', 'family_month',
  'start_recording', 'voice', 'stop_recording', 'play_voice_note', 'stop_voice_note', 'remove_voice_note', 'restore_voice_note',
  'plans', 'standing', 'start_correction', 'corrections', 'return_interview', 'withdraw_return', 'answer_pin',
  'name_valid', 'withdraw_valid', 'approve_plan', 'withdraw_plan_approval', 'record_statement',
  'board', 'period_report', 'save_figures',
  'organisation', 'examine_rules', 'replay_rules', 'propose_structure', 'place_member', 'authorise',
  'alike', 'look_for_alike', 'search_people', 'link_files', 'unlink_files', 'keep_apart', 'joined_family', 'joint_edits',
  'held_back', 'open_held', 'decide_held', 'correct_from_late',
  'access_log', 'keep_access_log', 'break_glass', 'broken_glass', 'acknowledge_glass',
  'save_support',
];
