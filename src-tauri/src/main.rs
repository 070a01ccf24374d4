//! The window: it opens the page and hands each command to one use case.
//!
//! Never here: a rule, a query, a word of the exchange, or a decision of any kind.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod commands;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use tauri::Manager;
use teren_app::App;
use teren_app::clock::SystemClock;
use teren_sound::Machine;

use commands::{
    access_log, alike, assistance, attachment, board, cases, desk, exchange, hand_over, held_back,
    interview, office, organisation, paper, partner, profile, support, terms, versions, voice,
};

/// Every command of the window, in the order of the screens that use them.
macro_rules! handler {
    () => {
        tauri::generate_handler![
            profile::profiles,
            profile::enrol,
            profile::unlock,
            profile::ask_recovery,
            profile::recover,
            profile::lock,
            profile::session,
            profile::start_practice,
            cases::overview,
            cases::search,
            cases::open_unregistered,
            cases::record_attempt,
            interview::purposes,
            interview::start_interview,
            interview::continue_interview,
            interview::open_interview,
            interview::save_answer,
            interview::leave_field,
            interview::add_record,
            interview::remove_record,
            interview::restore_record,
            interview::remember_place,
            interview::review,
            interview::approve,
            interview::share,
            interview::verify_sygnatura,
            interview::read_document,
            interview::assessment,
            interview::confirm_carried,
            interview::changes,
            paper::papers,
            paper::paper_pictures,
            paper::print_paper,
            paper::save_paper,
            paper::save_data,
            paper::sheet,
            paper::blank_forms,
            attachment::attachments,
            attachment::add_attachment,
            attachment::remove_attachment,
            attachment::read_attachment,
            attachment::save_attachment,
            desk::merge_queue,
            desk::merge_desk,
            desk::decide,
            desk::undo_decision,
            desk::settle_twins,
            desk::answer_history,
            exchange::exchange,
            exchange::exchange_status,
            exchange::courier_write,
            exchange::courier_read,
            office::report_choices,
            office::preview_entry,
            office::register_report,
            office::assign_visit,
            office::inbox,
            office::take,
            versions::plans,
            versions::standing,
            versions::start_correction,
            versions::corrections,
            versions::return_interview,
            versions::withdraw_return,
            versions::answer_pin,
            versions::name_valid,
            versions::withdraw_valid,
            versions::approve_plan,
            versions::withdraw_plan_approval,
            versions::record_statement,
            board::board,
            board::period_report,
            board::save_figures,
            organisation::organisation,
            organisation::examine_rules,
            organisation::replay_rules,
            organisation::propose_structure,
            organisation::place_member,
            organisation::authorise,
            office::finish_work,
            hand_over::pass_on_choices,
            hand_over::pass_on,
            hand_over::hand_overs,
            hand_over::answer_hand_over,
            hand_over::caseload,
            hand_over::hand_over_caseload,
            hand_over::admit_left_work,
            hand_over::timeline,
            terms::case_terms,
            terms::record_ruling,
            terms::end_help,
            terms::agenda,
            partner::partners,
            partner::save_own_card,
            partner::add_partner,
            partner::confirm_partner,
            partner::passable,
            partner::send_to_partner,
            partner::open_partner_file,
            partner::answer_partner_file,
            alike::alike,
            alike::look_for_alike,
            alike::search_people,
            alike::link_files,
            alike::unlink_files,
            alike::keep_apart,
            alike::joined_family,
            alike::joint_edits,
            assistance::case_assistance,
            assistance::request_assistance,
            assistance::record_consent,
            assistance::assign_assistant,
            assistance::assign_coordinator,
            assistance::end_assistance,
            assistance::assistance_requests,
            assistance::families,
            assistance::family_plan,
            assistance::start_family_plan,
            assistance::start_family_evaluation,
            assistance::suggest_line,
            assistance::settle_suggestion,
            assistance::note_family_visit,
            assistance::family_month,
            voice::start_recording,
            voice::voice,
            voice::stop_recording,
            voice::play_voice_note,
            voice::stop_voice_note,
            voice::remove_voice_note,
            voice::restore_voice_note,
            held_back::held_back,
            held_back::open_held,
            held_back::decide_held,
            held_back::correct_from_late,
            access_log::access_log,
            access_log::keep_access_log,
            access_log::break_glass,
            access_log::broken_glass,
            access_log::acknowledge_glass,
            support::save_support,
        ]
    };
}

fn main() -> ExitCode {
    match window().run(tauri::generate_context!()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("teren: the window could not be opened: {error}");
            ExitCode::FAILURE
        }
    }
}

fn window() -> tauri::Builder<tauri::Wry> {
    tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .setup(|app| {
            let seat = App::new(&profiles_root(app)?, Arc::new(SystemClock));
            app.manage(seat.speaking(Arc::new(Machine)));
            Ok(())
        })
        .invoke_handler(handler!())
}

/// Where profiles live: the person's local data folder, or `TEREN_DATA_DIR` for demonstrations and tests.
fn profiles_root(app: &tauri::App) -> tauri::Result<PathBuf> {
    match std::env::var_os("TEREN_DATA_DIR") {
        Some(folder) => Ok(PathBuf::from(folder)),
        None => app.path().app_local_data_dir(),
    }
}
