//! Two centres with nothing in common but a telephone line: a family moves, and its case goes after it in a file.

use std::path::PathBuf;

use teren_app::contract::{
    IncomingStanding, IncomingView, PartnerFileView, PassOnState, PassableInput, TimelineWhat,
};
use uuid::Uuid;

use crate::attachments::{attach, payslip, photograph};
use crate::world::{Laptop, World, refusal};

const WHY: &str = "Rodzina przeprowadziła się do Państwa gminy.";

/// The digits as one head reads them to the other.
fn digits(laptop: &Laptop) -> String {
    let own = laptop.app.partners().unwrap().own.unwrap();
    own.digits.join(" ")
}

/// Both heads exchange cards — one as a file, one as a text in a letter — and compare the digits by phone.
fn acquaint(here: &mut World, there: &mut World) {
    let card = here.folder().join("osrodek.txt");
    let (anna, other) = (here.laptop("Anna"), there.laptop("Anna"));
    anna.exchange();
    other.exchange();
    anna.app.save_own_card(&card).unwrap();
    let PartnerFileView::Card { partner } = other.app.open_partner_file(&card).unwrap() else {
        unreachable!("a card");
    };
    assert_eq!(partner.confirmed_at, None);
    let wrong = other.app.confirm_partner(partner.centre, &digits(other));
    assert_eq!(refusal(wrong), "partner-digits");
    let heard = digits(anna);
    let known = other.app.confirm_partner(partner.centre, &heard).unwrap();
    assert_eq!(known.confirmed_by.as_deref(), Some("Anna"));
    let text = other.app.partners().unwrap().own.unwrap().text;
    let known = anna.app.add_partner(&text.to_lowercase()).unwrap();
    let heard = digits(other).replace(' ', "");
    anna.app.confirm_partner(known.centre, &heard).unwrap();
}

/// Ewa's approved interview with a payslip, in the office with its bytes.
fn approved(world: &mut World) -> (Uuid, Uuid, String) {
    let case = world.visit_for(&["Ewa"]);
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let document = ewa.app.start_interview(case, None).unwrap().document;
    ewa.fill(document);
    attach(ewa, document, &payslip("Odcinek"), &photograph(3)).unwrap();
    let seal = ewa.app.approve(document).unwrap();
    ewa.exchange();
    ewa.exchange();
    (case, document, seal.sygnatura)
}

fn send(world: &mut World, case: Uuid, document: Uuid) -> PathBuf {
    let path = world.folder().join("sprawa.teren");
    let anna = world.laptop("Anna");
    anna.exchange();
    let passable = anna.app.passable(case).unwrap();
    assert_eq!(passable.interviews[0].document, document);
    assert!(
        passable
            .stays
            .contains(&"przemoc i bezpieczeństwo".to_owned())
    );
    let input = PassableInput {
        case,
        interviews: vec![document],
        centre: passable.partners[0].centre,
        reason: WHY.to_owned(),
    };
    let wordless = PassableInput {
        reason: " ".to_owned(),
        ..input.clone()
    };
    let refused = anna.app.send_to_partner(&wordless, &path);
    assert_eq!(refusal(refused), "invalid-input");
    let nowhere = world.folder().join("nie ma").join("takiego miejsca");
    let anna = world.laptop("Anna");
    assert_eq!(
        refusal(anna.app.send_to_partner(&input, &nowhere)),
        "not-found"
    );
    assert!(
        anna.app.hand_overs().unwrap().is_empty(),
        "nothing was written down"
    );
    anna.app.send_to_partner(&input, &path).unwrap();
    let shown = anna.app.hand_overs().unwrap();
    assert_eq!(shown[0].state, Some(PassOnState::Sent));
    assert!(shown[0].outside && !shown[0].may_answer && shown[0].may_revoke);
    path
}

fn opened(laptop: &Laptop, path: &std::path::Path) -> IncomingView {
    match laptop.app.open_partner_file(path).unwrap() {
        PartnerFileView::Case { incoming } => incoming,
        other => unreachable!("{other:?}"),
    }
}

#[test]
fn a_family_moves_and_its_case_goes_after_it_in_a_file() {
    let (mut here, mut there) = (World::konstancin(), World::konstancin());
    acquaint(&mut here, &mut there);
    let (case, document, sygnatura) = approved(&mut here);
    let sent = send(&mut here, case, document);

    let other = there.laptop("Anna");
    let incoming = opened(other, &sent);
    assert_eq!(incoming.name, "Nibylska Leokadia");
    assert_eq!((incoming.reason.as_str(), incoming.attachments), (WHY, 1));
    assert_eq!(incoming.interviews[0].sygnatura, sygnatura);
    assert_eq!(incoming.interviews[0].by, "Ewa");
    assert_eq!(incoming.standing, IncomingStanding::New);
    assert!(
        other.app.search("Nibylska").unwrap().is_empty(),
        "only looked at"
    );
    let word = there.folder().join("odpowiedz.teren");
    let other = there.laptop("Anna");
    other.app.answer_partner_file(true, "", &word).unwrap();
    other.exchange();
    let inbox = other.app.inbox().unwrap();
    assert_eq!(inbox.len(), 1);
    assert!(inbox[0].why.contains(WHY), "{}", inbox[0].why);
    let checked = other.app.verify_sygnatura(&sygnatura).unwrap();
    assert_eq!(serde_json::to_value(checked.verdict).unwrap(), "matches");
    let read = other.app.read_document(document).unwrap();
    assert!(
        serde_json::to_string(&read).unwrap().contains("Ewa ("),
        "who wrote it, and where"
    );
    let attached = other.app.attachments(document).unwrap();
    let record = attached.attachments[0].record;
    other.app.read_attachment(document, record).unwrap();
    let told = other.app.timeline(case).unwrap();
    let what: Vec<TimelineWhat> = told.entries.iter().map(|entry| entry.what).collect();
    assert!(what.contains(&TimelineWhat::CameFromCentre), "{what:?}");
    let again = opened(other, &sent);
    assert_eq!(again.standing, IncomingStanding::Accepted);

    let anna = here.laptop("Anna");
    let PartnerFileView::Word { word: told } = anna.app.open_partner_file(&word).unwrap() else {
        unreachable!("a word");
    };
    assert_eq!((told.accepted, told.again), (true, false));
    assert_eq!(Some(told.number), again.number);
    assert!(anna.app.hand_overs().unwrap().is_empty(), "it is done");
    let told = anna.app.timeline(case).unwrap();
    assert!(
        told.entries
            .iter()
            .any(|entry| entry.what == TimelineWhat::PassDone)
    );
}

#[test]
fn a_refused_case_comes_back_with_its_reason_and_a_cut_file_says_so() {
    let (mut here, mut there) = (World::konstancin(), World::konstancin());
    acquaint(&mut here, &mut there);
    let (case, document, _) = approved(&mut here);
    let sent = send(&mut here, case, document);
    let cut = there.folder().join("uciety.teren");
    let whole = std::fs::read(&sent).unwrap();
    std::fs::write(&cut, &whole[..whole.len() / 2]).unwrap();
    let word = there.folder().join("odpowiedz.teren");
    let other = there.laptop("Anna");
    assert_eq!(
        refusal(other.app.open_partner_file(&cut)),
        "partner-file-unreadable"
    );
    assert_eq!(
        refusal(other.app.answer_partner_file(true, "", &word)),
        "not-found"
    );
    opened(other, &sent);
    let why = "Rodzina mieszka w gminie obok.";
    assert_eq!(
        refusal(other.app.answer_partner_file(false, "", &word)),
        "invalid-input"
    );
    other.app.answer_partner_file(false, why, &word).unwrap();
    assert_eq!(
        refusal(other.app.answer_partner_file(true, "", &word)),
        "partner-answered"
    );
    let halina = here.laptop("Halina");
    assert_eq!(refusal(halina.app.open_partner_file(&word)), "not-allowed");
    let anna = here.laptop("Anna");
    assert_eq!(
        refusal(anna.app.open_partner_file(&sent)),
        "courier-for-another"
    );
    anna.app.open_partner_file(&word).unwrap();
    let shown = anna.app.hand_overs().unwrap();
    assert_eq!(shown[0].state, Some(PassOnState::Refused));
    assert_eq!(shown[0].reply.as_deref(), Some(why));
}

#[test]
fn a_correction_of_what_went_to_another_centre_as_a_file_comes_to_the_head_by_the_rules_as_before()
{
    let (mut here, mut there) = (World::konstancin(), World::konstancin());
    acquaint(&mut here, &mut there);
    let case = here.visit_for(&["Ewa"]);
    let ewa = here.laptop("Ewa");
    ewa.exchange();
    let document = ewa.app.start_interview(case, None).unwrap().document;
    ewa.fill(document);
    ewa.answer(document, "violence", true);
    ewa.answer(document, "violence_by", "zięć, po alkoholu");
    ewa.app.approve(document).unwrap();
    ewa.exchange();
    let of_head = |here: &mut World| {
        let anna = here.laptop("Anna");
        anna.exchange();
        let inbox = anna.app.inbox().unwrap().into_iter();
        inbox
            .map(|entry| (entry.team, entry.why, entry.basis))
            .collect::<Vec<_>>()
    };
    let before = of_head(&mut here);
    assert_eq!(before.len(), 1, "{before:?}");
    let sent = send(&mut here, case, document);
    opened(there.laptop("Anna"), &sent);
    let word = there.folder().join("odpowiedz.teren");
    let other = there.laptop("Anna");
    other.app.answer_partner_file(true, "", &word).unwrap();
    other.exchange();
    let anna = here.laptop("Anna");
    anna.app.open_partner_file(&word).unwrap();
    anna.exchange();
    here.pass(std::time::Duration::from_mins(1));
    let ewa = here.laptop("Ewa");
    ewa.exchange();
    let newer = ewa.app.start_correction(document, "Zła kwota.").unwrap();
    ewa.answer(newer.document, "phone", "000000123");
    ewa.app.approve(newer.document).unwrap();
    ewa.exchange();
    assert_eq!(
        of_head(&mut here),
        before,
        "a copy went out, the head has it still"
    );
}
