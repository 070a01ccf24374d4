//! Commands by name with JSON arguments: the one list behind the window's commands and the loopback host for tests.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::App;
use crate::contract::{Problem, ProblemCode};

mod arguments;

use arguments::{
    Add, Agenda, AnswerHandOver, AnswerPin, Assign, Attach, Authorised, Caseload, CaseloadOf,
    Confirm, Continue, Correct, Decide, Draft, EndHelp, Enrol, FailedVisit, NameValid, OfAnswer,
    OfCase, OfDocument, OfHandOver, OfPeriod, PassOn, PassOnFrom, Passphrase, Path, Pictures,
    Place, Placed, Print, Proposal, Recovered, RecoveryAsked, Remove, Report, Restore, Ruling,
    Save, SaveAttachment, SaveData, SaveFigures, SaveFile, SendBack, Start, Statement, Support,
    Sygnatura, Take, TakeBack, Text, Twins, Undo, Unlock, Unregistered,
};

mod access_log;
mod alike;
mod assistance;
mod held_back;
mod partner;
mod voice;

/// Names of all commands, in the order of the screens that use them.
pub const COMMANDS: &[&str] = &[
    "profiles",
    "enrol",
    "unlock",
    "ask_recovery",
    "recover",
    "lock",
    "session",
    "start_practice",
    "overview",
    "search",
    "open_unregistered",
    "record_attempt",
    "purposes",
    "start_interview",
    "continue_interview",
    "open_interview",
    "save_answer",
    "leave_field",
    "add_record",
    "remove_record",
    "restore_record",
    "remember_place",
    "review",
    "approve",
    "share",
    "verify_sygnatura",
    "read_document",
    "assessment",
    "confirm_carried",
    "changes",
    "papers",
    "paper_pictures",
    "print_paper",
    "save_paper",
    "save_data",
    "sheet",
    "blank_forms",
    "attachments",
    "add_attachment",
    "remove_attachment",
    "read_attachment",
    "save_attachment",
    "merge_queue",
    "merge_desk",
    "decide",
    "undo_decision",
    "settle_twins",
    "answer_history",
    "exchange",
    "exchange_status",
    "courier_write",
    "courier_read",
    "report_choices",
    "preview_entry",
    "register_report",
    "assign_visit",
    "inbox",
    "take",
    "plans",
    "standing",
    "start_correction",
    "corrections",
    "return_interview",
    "withdraw_return",
    "answer_pin",
    "name_valid",
    "withdraw_valid",
    "approve_plan",
    "withdraw_plan_approval",
    "record_statement",
    "board",
    "period_report",
    "save_figures",
    "organisation",
    "examine_rules",
    "replay_rules",
    "propose_structure",
    "place_member",
    "authorise",
    "finish_work",
    "pass_on_choices",
    "pass_on",
    "hand_overs",
    "answer_hand_over",
    "caseload",
    "hand_over_caseload",
    "admit_left_work",
    "timeline",
    "case_terms",
    "record_ruling",
    "end_help",
    "agenda",
    "partners",
    "save_own_card",
    "add_partner",
    "confirm_partner",
    "passable",
    "send_to_partner",
    "open_partner_file",
    "answer_partner_file",
    "alike",
    "look_for_alike",
    "search_people",
    "link_files",
    "unlink_files",
    "keep_apart",
    "joined_family",
    "joint_edits",
    "case_assistance",
    "request_assistance",
    "record_consent",
    "assign_assistant",
    "assign_coordinator",
    "end_assistance",
    "assistance_requests",
    "families",
    "family_plan",
    "start_family_plan",
    "start_family_evaluation",
    "suggest_line",
    "settle_suggestion",
    "note_family_visit",
    "family_month",
    "start_recording",
    "voice",
    "stop_recording",
    "play_voice_note",
    "stop_voice_note",
    "remove_voice_note",
    "restore_voice_note",
    "held_back",
    "open_held",
    "decide_held",
    "correct_from_late",
    "access_log",
    "keep_access_log",
    "break_glass",
    "broken_glass",
    "acknowledge_glass",
    "save_support",
];

fn read<T: DeserializeOwned>(arguments: Value) -> Result<T, Problem> {
    serde_json::from_value(arguments).map_err(|_| Problem::of(ProblemCode::InvalidInput))
}

fn answer<T: Serialize>(result: Result<T, Problem>) -> Result<Value, Problem> {
    serde_json::to_value(result?).map_err(|_| Problem::of(ProblemCode::Internal))
}

/// Runs one command. Unknown names and unreadable arguments are [`ProblemCode::InvalidInput`].
pub fn call(app: &App, command: &str, arguments: Value) -> Result<Value, Problem> {
    match command {
        "profiles" | "enrol" | "unlock" | "ask_recovery" | "recover" | "lock" | "session"
        | "start_practice" => profile_command(app, command, arguments),
        "report_choices" | "preview_entry" | "register_report" | "assign_visit" | "inbox"
        | "take" | "finish_work" => office_command(app, command, arguments),
        "pass_on_choices" | "pass_on" | "hand_overs" | "answer_hand_over" | "caseload"
        | "hand_over_caseload" | "admit_left_work" => hand_over_command(app, command, arguments),
        "partners"
        | "save_own_card"
        | "add_partner"
        | "confirm_partner"
        | "passable"
        | "send_to_partner"
        | "open_partner_file"
        | "answer_partner_file" => partner::call(app, command, arguments),
        "timeline" => read::<OfCase>(arguments).and_then(|given| answer(app.timeline(given.case))),
        "case_terms" | "record_ruling" | "end_help" | "agenda" => {
            term_command(app, command, arguments)
        }
        "board" | "period_report" | "save_figures" => board_command(app, command, arguments),
        "organisation" | "examine_rules" | "replay_rules" | "propose_structure"
        | "place_member" | "authorise" => organisation_command(app, command, arguments),
        "alike" | "look_for_alike" | "search_people" | "link_files" | "unlink_files"
        | "keep_apart" | "joined_family" | "joint_edits" => alike::call(app, command, arguments),
        "case_assistance"
        | "request_assistance"
        | "record_consent"
        | "assign_assistant"
        | "assign_coordinator"
        | "end_assistance"
        | "assistance_requests"
        | "families"
        | "family_plan"
        | "start_family_plan"
        | "start_family_evaluation"
        | "suggest_line"
        | "settle_suggestion"
        | "note_family_visit"
        | "family_month" => assistance::call(app, command, arguments),
        "held_back" | "open_held" | "decide_held" | "correct_from_late" => {
            held_back::call(app, command, arguments)
        }
        "access_log" | "keep_access_log" | "break_glass" | "broken_glass" | "acknowledge_glass" => {
            access_log::call(app, command, arguments)
        }
        "papers" | "paper_pictures" | "print_paper" | "save_paper" | "save_data" | "sheet"
        | "blank_forms" | "save_support" => paper_command(app, command, arguments),
        "plans"
        | "standing"
        | "start_correction"
        | "corrections"
        | "return_interview"
        | "withdraw_return"
        | "answer_pin"
        | "name_valid"
        | "withdraw_valid"
        | "approve_plan"
        | "withdraw_plan_approval"
        | "record_statement" => version_command(app, command, arguments),
        "attachments" | "add_attachment" | "remove_attachment" | "read_attachment"
        | "save_attachment" => attachment_command(app, command, arguments),
        "merge_queue" | "merge_desk" | "decide" | "undo_decision" | "settle_twins"
        | "answer_history" => desk_command(app, command, arguments),
        "exchange" | "exchange_status" | "courier_write" | "courier_read" => {
            exchange_command(app, command, arguments)
        }
        _ => interview_command(app, command, arguments),
    }
}

fn exchange_command(app: &App, command: &str, arguments: Value) -> Result<Value, Problem> {
    match command {
        "exchange" => answer(app.exchange()),
        "exchange_status" => answer(app.exchange_status()),
        "courier_write" => {
            read::<Path>(arguments).and_then(|given| answer(app.courier_write(given.path.as_ref())))
        }
        _ => {
            read::<Path>(arguments).and_then(|given| answer(app.courier_read(given.path.as_ref())))
        }
    }
}

fn term_command(app: &App, command: &str, arguments: Value) -> Result<Value, Problem> {
    match command {
        "case_terms" => {
            read::<OfCase>(arguments).and_then(|given| answer(app.case_terms(given.case)))
        }
        "record_ruling" => read::<Ruling>(arguments)
            .and_then(|given| answer(app.record_ruling(given.case, &given.ruling))),
        "end_help" => read::<EndHelp>(arguments)
            .and_then(|given| answer(app.end_help(given.case, &given.end))),
        _ => read::<Agenda>(arguments).and_then(|given| answer(app.agenda(given.whole))),
    }
}

fn profile_command(app: &App, command: &str, arguments: Value) -> Result<Value, Problem> {
    match command {
        "profiles" => answer(app.profiles()),
        "enrol" => read::<Enrol>(arguments)
            .and_then(|given| answer(app.enrol(&given.code, &given.passphrase))),
        "unlock" => read::<Unlock>(arguments)
            .and_then(|given| answer(app.unlock(given.profile, &given.passphrase))),
        "ask_recovery" => read::<RecoveryAsked>(arguments)
            .and_then(|given| answer(app.ask_recovery(given.profile, given.path.as_ref()))),
        "recover" => read::<Recovered>(arguments).and_then(|given| {
            let path = given.path.as_ref();
            answer(app.recover(given.profile, path, &given.code, &given.passphrase))
        }),
        "lock" => answer(app.lock()),
        "session" => answer(app.session()),
        _ => read::<Passphrase>(arguments)
            .and_then(|given| answer(app.start_practice(&given.passphrase))),
    }
}

fn interview_command(app: &App, command: &str, arguments: Value) -> Result<Value, Problem> {
    match command {
        "overview" => answer(app.overview()),
        "search" => read::<Text>(arguments).and_then(|given| answer(app.search(&given.text))),
        "open_unregistered" => read::<Unregistered>(arguments).and_then(|given| {
            answer(app.open_unregistered(
                &given.first_name,
                &given.last_name,
                given.address,
                &given.phone,
                &given.reason,
            ))
        }),
        "record_attempt" => read::<FailedVisit>(arguments)
            .and_then(|given| answer(app.record_attempt(given.case, given.kind, &given.note))),
        "purposes" => read::<OfCase>(arguments).and_then(|given| answer(app.purposes(given.case))),
        "start_interview" => read::<Start>(arguments)
            .and_then(|given| answer(app.start_interview(given.case, given.purpose.as_deref()))),
        "continue_interview" => read::<Continue>(arguments).and_then(|given| {
            answer(app.continue_interview(given.case, &given.purpose, given.earlier))
        }),
        "open_interview" => read::<OfDocument>(arguments)
            .and_then(|given| answer(app.open_interview(given.document))),
        "save_answer" => read::<Save>(arguments).and_then(|given| {
            answer(app.save_answer(given.document, given.record, &given.field, given.value))
        }),
        "leave_field" => {
            read::<OfDocument>(arguments).and_then(|given| answer(app.leave_field(given.document)))
        }
        "add_record" => read::<Add>(arguments)
            .and_then(|given| answer(app.add_record(given.document, &given.kind, given.parent))),
        "remove_record" => read::<Remove>(arguments)
            .and_then(|given| answer(app.remove_record(given.document, given.record))),
        "restore_record" => read::<Restore>(arguments)
            .and_then(|given| answer(app.restore_record(given.document, given.record, &given.row))),
        "remember_place" => {
            read::<Place>(arguments).and_then(|given| answer(app.remember_place(&given.place)))
        }
        "review" => {
            read::<OfDocument>(arguments).and_then(|given| answer(app.review(given.document)))
        }
        "approve" => {
            read::<OfDocument>(arguments).and_then(|given| answer(app.approve(given.document)))
        }
        "share" => {
            read::<OfDocument>(arguments).and_then(|given| answer(app.share(given.document)))
        }
        "verify_sygnatura" => read::<Sygnatura>(arguments)
            .and_then(|given| answer(app.verify_sygnatura(&given.sygnatura))),
        "read_document" => read::<OfDocument>(arguments)
            .and_then(|given| answer(app.read_document(given.document))),
        "confirm_carried" => read::<Confirm>(arguments).and_then(|given| {
            answer(app.confirm_carried(given.document, &given.answers, given.current))
        }),
        "changes" => {
            read::<OfDocument>(arguments).and_then(|given| answer(app.changes(given.document)))
        }
        "assessment" => {
            read::<OfDocument>(arguments).and_then(|given| answer(app.assessment(given.document)))
        }
        _ => voice::call(app, command, arguments),
    }
}

fn board_command(app: &App, command: &str, arguments: Value) -> Result<Value, Problem> {
    match command {
        "board" => answer(app.board()),
        "period_report" => {
            read::<OfPeriod>(arguments).and_then(|given| answer(app.period_report(&given.period)))
        }
        _ => read::<SaveFigures>(arguments).and_then(|given| {
            let period = given.period.as_deref();
            answer(app.save_figures(period, given.format, given.path.as_ref()))
        }),
    }
}

fn organisation_command(app: &App, command: &str, arguments: Value) -> Result<Value, Problem> {
    match command {
        "organisation" => answer(app.organisation()),
        "examine_rules" => {
            read::<Draft>(arguments).and_then(|given| answer(app.examine_rules(&given.draft)))
        }
        "replay_rules" => {
            read::<Draft>(arguments).and_then(|given| answer(app.replay_rules(&given.draft)))
        }
        "propose_structure" => read::<Proposal>(arguments).and_then(|given| {
            answer(app.propose_structure(
                &given.draft,
                &given.based_on,
                &given.valid_from,
                &given.reason,
            ))
        }),
        "authorise" => read::<Authorised>(arguments)
            .and_then(|given| answer(app.authorise(given.person, &given.authorisation))),
        _ => read::<Placed>(arguments)
            .and_then(|given| answer(app.place_member(given.person, &given.teams))),
    }
}

fn paper_command(app: &App, command: &str, arguments: Value) -> Result<Value, Problem> {
    match command {
        "papers" => {
            read::<OfDocument>(arguments).and_then(|given| answer(app.papers(given.document)))
        }
        "paper_pictures" => read::<Pictures>(arguments)
            .and_then(|given| answer(app.paper_pictures(&given.paper, given.pixels))),
        "print_paper" => {
            read::<Print>(arguments).and_then(|given| answer(app.print_paper(&given.paper)))
        }
        "save_paper" => read::<SaveFile>(arguments)
            .and_then(|given| answer(app.save_paper(&given.paper, given.path.as_ref()))),
        "save_data" => read::<SaveData>(arguments).and_then(|given| {
            answer(app.save_data(given.document, given.format, given.path.as_ref()))
        }),
        "sheet" => {
            read::<OfDocument>(arguments).and_then(|given| answer(app.sheet(given.document)))
        }
        "save_support" => read::<Support>(arguments)
            .and_then(|given| answer(app.save_support(&given.calls, given.path.as_ref()))),
        _ => answer(app.blank_forms()),
    }
}

fn version_command(app: &App, command: &str, arguments: Value) -> Result<Value, Problem> {
    match command {
        "plans" => answer(app.plans()),
        "standing" => {
            read::<OfDocument>(arguments).and_then(|given| answer(app.standing(given.document)))
        }
        "start_correction" => read::<Correct>(arguments)
            .and_then(|given| answer(app.start_correction(given.document, &given.reason))),
        "corrections" => {
            read::<OfDocument>(arguments).and_then(|given| answer(app.corrections(given.document)))
        }
        "return_interview" => read::<SendBack>(arguments).and_then(|given| {
            answer(app.return_interview(given.document, &given.team, &given.pins))
        }),
        "withdraw_return" => read::<TakeBack>(arguments).and_then(|given| {
            answer(app.withdraw_return(given.document, given.record, &given.reason))
        }),
        "answer_pin" => read::<AnswerPin>(arguments)
            .and_then(|given| answer(app.answer_pin(given.document, given.pin, &given.text))),
        "name_valid" => read::<NameValid>(arguments)
            .and_then(|given| answer(app.name_valid(given.document, given.seal, &given.reason))),
        "withdraw_valid" => read::<TakeBack>(arguments).and_then(|given| {
            answer(app.withdraw_valid(given.document, given.record, &given.reason))
        }),
        "approve_plan" => {
            read::<OfDocument>(arguments).and_then(|given| answer(app.approve_plan(given.document)))
        }
        "withdraw_plan_approval" => read::<Correct>(arguments)
            .and_then(|given| answer(app.withdraw_plan_approval(given.document, &given.reason))),
        _ => read::<Statement>(arguments)
            .and_then(|given| answer(app.record_statement(given.document, &given.statement))),
    }
}

fn attachment_command(app: &App, command: &str, arguments: Value) -> Result<Value, Problem> {
    match command {
        "attachments" => {
            read::<OfDocument>(arguments).and_then(|given| answer(app.attachments(given.document)))
        }
        "add_attachment" => read::<Attach>(arguments).and_then(|given| {
            answer(app.add_attachment(given.document, &given.input, given.path.as_ref()))
        }),
        "remove_attachment" => read::<Remove>(arguments)
            .and_then(|given| answer(app.remove_attachment(given.document, given.record))),
        "read_attachment" => read::<Remove>(arguments)
            .and_then(|given| answer(app.read_attachment(given.document, given.record))),
        _ => read::<SaveAttachment>(arguments).and_then(|given| {
            answer(app.save_attachment(given.document, given.record, given.path.as_ref()))
        }),
    }
}

fn desk_command(app: &App, command: &str, arguments: Value) -> Result<Value, Problem> {
    match command {
        "merge_queue" => answer(app.merge_queue()),
        "merge_desk" => {
            read::<OfDocument>(arguments).and_then(|given| answer(app.merge_desk(given.document)))
        }
        "decide" => read::<Decide>(arguments).and_then(|given| answer(app.decide(&given.decision))),
        "undo_decision" => read::<Undo>(arguments).and_then(|given| {
            answer(app.undo_decision(given.document, given.decision, &given.reason))
        }),
        "settle_twins" => {
            read::<Twins>(arguments).and_then(|given| answer(app.settle_twins(&given.twins)))
        }
        _ => read::<OfAnswer>(arguments).and_then(|given| {
            answer(app.answer_history(given.document, given.record, &given.field))
        }),
    }
}

fn office_command(app: &App, command: &str, arguments: Value) -> Result<Value, Problem> {
    match command {
        "report_choices" => answer(app.report_choices()),
        "preview_entry" => {
            read::<Report>(arguments).and_then(|given| answer(app.preview_entry(&given.report)))
        }
        "register_report" => {
            read::<Report>(arguments).and_then(|given| answer(app.register_report(&given.report)))
        }
        "assign_visit" => read::<Assign>(arguments)
            .and_then(|given| answer(app.assign_visit(given.case, given.person))),
        "inbox" => answer(app.inbox()),
        "finish_work" => read::<Take>(arguments)
            .and_then(|given| answer(app.finish_work(given.case, given.document, &given.team))),
        _ => read::<Take>(arguments)
            .and_then(|given| answer(app.take(given.case, given.document, &given.team))),
    }
}

fn hand_over_command(app: &App, command: &str, arguments: Value) -> Result<Value, Problem> {
    match command {
        "pass_on_choices" => read::<PassOnFrom>(arguments).and_then(|given| {
            answer(app.pass_on_choices(given.case, given.document, given.team.as_deref()))
        }),
        "pass_on" => read::<PassOn>(arguments).and_then(|given| answer(app.pass_on(&given.passed))),
        "hand_overs" => answer(app.hand_overs()),
        "answer_hand_over" => read::<AnswerHandOver>(arguments).and_then(|given| {
            answer(app.answer_hand_over(given.case, given.hand_over, given.state, &given.reason))
        }),
        "caseload" => {
            read::<CaseloadOf>(arguments).and_then(|given| answer(app.caseload(given.person)))
        }
        "hand_over_caseload" => read::<Caseload>(arguments).and_then(|given| {
            answer(app.hand_over_caseload(given.person, &given.shares, &given.reason))
        }),
        _ => read::<OfHandOver>(arguments)
            .and_then(|given| answer(app.admit_left_work(given.case, given.hand_over))),
    }
}
