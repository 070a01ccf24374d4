//! An invented example of every paper is complete; without an answer the official form cannot do without, it is not.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod forms_open;
mod forms_paper;

use forms_open::open;
use forms_paper::Paper;
use serde_json::{Value, json};

fn identity() -> Value {
    json!({
        "first_name": "Otylia", "last_name": "Przykładna", "born": "1974-01-05", "pesel": "74010599881",
        "locality": "Wzorcowo", "street": "Próbna", "house_number": "5", "postal_code": "00-950",
        "interview_date": "2026-08-05", "interviewer": "Ewa Terenowska",
    })
}

fn joined(more: &Value) -> Value {
    let mut all = identity();
    let into = all.as_object_mut().unwrap();
    into.extend(more.as_object().unwrap().clone());
    all
}

fn paper(form: &'static str, more: &Value) -> Paper {
    Paper {
        form,
        interview: joined(more),
        members: Vec::new(),
        rows: Vec::new(),
    }
}

fn family(form: &'static str, more: &Value) -> Paper {
    let wage = json!({"kind": "wynagrodzenie – umowa o pracę", "month": "2026-07", "gross": 420_000, "document": "zaświadczenie"});
    Paper {
        members: vec![json!({})],
        rows: vec![("income", wage)],
        ..paper(form, more)
    }
}

fn part_i() -> Paper {
    let help = json!({"kind": "zasiłek celowy", "scope": "opał", "amount": 50_000});
    family(
        "part-i",
        &json!({
            "reasons": ["4) bezrobocie"], "needs": "Prosi o opał.", "report_date": "2026-08-03", "diagnosis": "Rodzina radzi sobie.",
        }),
    )
    .with_row("help_money", help)
}

fn part_ii() -> Paper {
    family(
        "part-ii",
        &json!({
            "applicant_first_name": "Bożena", "applicant_last_name": "Wzorcowa", "applicant_relation": "zstępny",
            "burdens_regular": "czynsz 600 zł", "help_given": "zakupy co tydzień", "attitude": "życzliwy",
            "agreed_help": "100 zł miesięcznie", "agreed_help_amount": 10_000, "conclusions": "Umowa może być zawarta.",
        }),
    )
    .with_row("other_relative", json!({"name": "Jan Wzorcowy", "phone": "000000001"}))
}

fn part_iii() -> Paper {
    family(
        "part-iii",
        &json!({
            "applicant_first_name": "Bożena", "applicant_last_name": "Wzorcowa", "help_given": "100 zł miesięcznie",
            "change_circumstances": "Urodziło się dziecko.", "conclusions": "Kwotę należy obniżyć.",
        }),
    )
}

fn part_iv() -> Paper {
    let help = json!({"kind": "zasiłek stały", "scope": "co miesiąc"});
    family(
        "part-iv",
        &json!({
            "reasons": ["5) niepełnosprawność"], "benefits_so_far": "zasiłek stały 1229,00 zł", "situation_family": "Wrócił syn.",
            "needs": "Pyta o wysokość zasiłku.", "diagnosis": "Zmienił się skład rodziny.",
        }),
    )
    .with_row("help_money", help)
}

fn part_v() -> Paper {
    let stay = json!({"kind": "rodzina zastępcza", "from": "1990-01-01", "until": "1992-06-30"});
    family(
        "part-v",
        &json!({
            "family_situation": "osoba samotnie gospodarująca", "studying": true, "school_type": "technikum", "school_year": "3",
            "care_total": "2 lata 6 miesięcy", "education_help": 70_000, "conclusions": "Warunki są spełnione.", "programme_attached": true,
        }),
    )
    .with_row("care_stay", stay)
}

fn part_vi() -> Paper {
    family(
        "part-vi",
        &json!({
            "citizenship": "wymyślone", "nationality": "wymyślona", "foreigner_status": "ochrona uzupełniająca",
            "status_decision_number": "0000/2026", "status_decision_date": "2026-07-01", "company": "sam",
            "language_foreigner": "c) porozumiewa się w prostych sprawach", "language_course": true, "language_course_children": 0,
            "housing_title": "mieszkanie wynajęte", "needs_gmina_flat": true, "needs": "Chce uczyć się języka.",
            "conclusions": "Program integracji na 12 miesięcy.", "maintenance_amount": 140_000, "social_work_planned": "pomoc w szkole dzieci",
        }),
    )
}

fn part_vii() -> Paper {
    let help = json!({"kind": "zasiłek celowy", "scope": "naprawa dachu", "amount": 600_000});
    family(
        "part-vii",
        &json!({
            "benefits_received": false, "situation_housing": "Dom bez dachu.", "situation_property": "Zniszczone meble.",
            "event": "zdarzenie losowe", "event_date": "2026-08-04", "losses": "Spalony dach i poddasze.", "losses_amount": 8_000_000,
            "needs": "Prosi o pomoc w naprawie dachu.",
        }),
    )
    .with_row("help_money", help)
}

fn part_viii() -> Paper {
    paper(
        "part-viii",
        &json!({
            "care_benefit": "zasiłek dla opiekuna (art. 7 ust. 1 ustawy o zasiłkach dla opiekunów)",
            "cared_first_name": "Jan", "cared_last_name": "Przykładny", "cared_born": "1944-05-14", "cared_pesel": "44051401359",
            "cared_present": true, "care_given": true, "care_scope": "karmienie, mycie, leki", "care_hours": 14, "care_days": 7,
            "carer_works": false, "carer_gave_up": true, "carer_gave_up_since": "2024-03", "check_findings": "Opieka jest sprawowana.",
            "conclusions": "Warunki są spełnione.",
        }),
    )
}

fn part_ix_of_a_child() -> Paper {
    let child = json!({"first_name": "Zofia", "last_name": "Przykładna", "born": "2018-02-01", "lives_with": true});
    paper(
        "part-ix",
        &json!({
            "checked_benefit": "świadczenie wychowawcze (art. 15 ustawy o pomocy państwa w wychowywaniu dzieci)",
            "child_care_given": true, "spent_for_purpose": true, "spent_on": "zajęcia, ubrania", "wasted": false,
            "check_findings": "Dziecko jest zadbane.", "conclusions": "Bez zastrzeżeń.",
        }),
    )
    .with_row("checked_child", child)
}

fn part_ix_of_a_carer() -> Paper {
    let mut carer = part_viii();
    carer.form = "part-ix";
    carer.without("care_benefit").with(
        "checked_benefit",
        json!(
            "świadczenie pielęgnacyjne (art. 23 ust. 4aa i 4b ustawy o świadczeniach rodzinnych)"
        ),
    )
}

fn asset_statement() -> Paper {
    let more = json!({
        "drawn_up_place": "Wzorcowo", "drawn_up_date": "2026-08-05", "assets_of": "mój", "birth_place": "Wzorcowo",
        "no_movables": true, "no_other_assets": true,
    });
    let mut statement = paper("asset-statement", &more)
        .without("pesel")
        .without("interview_date")
        .without("interviewer");
    statement.rows = vec![
        (
            "asset_flat",
            json!({"area": 290_000, "ownership": "własność"}),
        ),
        (
            "asset_money",
            json!({"kind": "oszczędności", "value": 120_000}),
        ),
    ];
    statement
}

fn social_contract_a() -> Paper {
    let more = json!({
        "contract_date": "2026-08-05", "contract_place": "Wzorcowo", "worker_last_name": "Terenowska", "worker_first_name": "Ewa",
        "worker_phone": "000000002", "contract_causes": "brak pracy", "contract_possibilities": "wykształcenie, zdrowie",
        "contract_limitations": "brak dojazdu", "contract_main_goal": "podjęcie pracy", "contract_assessment_date": "2026-11-05",
        "contract_head_settles": true, "contract_informed": true,
    });
    let contract = paper("social-contract-a", &more)
        .without("born")
        .without("interview_date")
        .without("interviewer");
    let action = json!({
        "person_action": "zgłosi się do doradcy", "person_until": "do 31.08.2026",
        "worker_action": "umówi spotkanie", "worker_until": "do 15.08.2026",
    });
    contract
        .with_row(
            "contract_goal",
            json!({"goal": "kurs", "effect": "uprawnienia"}),
        )
        .with_row("contract_action", action)
}

fn social_contract_b() -> Paper {
    let mut contract = social_contract_a();
    contract.form = "social-contract-b";
    contract
        .with("unemployed_since", json!("2025-03"))
        .with("job_search", json!("wysyła podania"))
        .with("failure_causes", json!("brak dojazdu"))
}

#[test]
fn an_invented_example_of_every_paper_is_complete() {
    let papers = [
        part_i(),
        part_ii(),
        part_iii(),
        part_iv(),
        part_v(),
        part_vi(),
        part_vii(),
        part_viii(),
        part_ix_of_a_child(),
        part_ix_of_a_carer(),
        asset_statement(),
        social_contract_a(),
        social_contract_b(),
    ];
    for paper in papers {
        assert_eq!(paper.stops(), Vec::<String>::new(), "{}", paper.form);
        assert!(paper.evaluation().complete, "{}", paper.form);
    }
}

#[test]
fn without_a_required_answer_no_paper_is_complete() {
    let table: [(Paper, &[&str]); 13] = [
        (part_i(), &["reasons", "needs", "report_date", "diagnosis"]),
        (
            part_ii(),
            &[
                "first_name",
                "applicant_last_name",
                "conclusions",
                "interview_date",
            ],
        ),
        (
            part_iii(),
            &[
                "born",
                "applicant_first_name",
                "change_circumstances",
                "conclusions",
            ],
        ),
        (
            part_iv(),
            &["last_name", "reasons", "needs", "diagnosis", "interviewer"],
        ),
        (part_v(), &["family_situation", "studying", "conclusions"]),
        (
            part_vi(),
            &[
                "citizenship",
                "status_decision_number",
                "language_foreigner",
                "needs",
                "conclusions",
            ],
        ),
        (part_vii(), &["event", "losses", "needs"]),
        (
            part_viii(),
            &[
                "care_benefit",
                "cared_last_name",
                "care_given",
                "carer_works",
                "check_findings",
            ],
        ),
        (
            part_ix_of_a_child(),
            &["checked_benefit", "child_care_given", "spent_for_purpose"],
        ),
        (
            part_ix_of_a_carer(),
            &["cared_last_name", "care_given", "carer_works"],
        ),
        (
            asset_statement(),
            &["born", "locality", "drawn_up_date", "assets_of"],
        ),
        (
            social_contract_a(),
            &[
                "last_name",
                "contract_date",
                "contract_causes",
                "contract_main_goal",
                "contract_assessment_date",
            ],
        ),
        (
            social_contract_b(),
            &["unemployed_since", "contract_assessment_date"],
        ),
    ];
    for (paper, required) in table {
        for field in required {
            let wanting = paper.without(field);
            assert!(!wanting.evaluation().complete, "{} {field}", paper.form);
            let stops = wanting.stops();
            assert!(
                stops.contains(&format!("required {field}")),
                "{} {stops:?}",
                paper.form
            );
        }
    }
}

#[test]
fn of_a_carer_nobody_asks_about_children_and_the_other_way_round() {
    let unasked = |paper: &Paper| {
        let unasked = paper.evaluation().unasked;
        unasked.into_iter().map(|key| key.field).collect::<Vec<_>>()
    };
    let (carer, child) = (
        unasked(&part_ix_of_a_carer()),
        unasked(&part_ix_of_a_child()),
    );
    for field in ["child_care_given", "spent_for_purpose", "wasted"] {
        assert!(carer.contains(&field.to_owned()), "{field}");
        assert!(!child.contains(&field.to_owned()), "{field}");
    }
    for field in ["cared_last_name", "care_given", "carer_works"] {
        assert!(child.contains(&field.to_owned()), "{field}");
        assert!(!carer.contains(&field.to_owned()), "{field}");
    }
}

#[test]
fn the_asset_statement_wants_rows_or_an_explicit_nothing_in_every_group() {
    let real_estate = asset_statement().without_rows("asset_flat");
    let table = [
        (real_estate.clone(), vec!["real-estate-open real_estate"]),
        (
            real_estate.with("no_real_estate", json!(false)),
            vec!["real-estate-open real_estate"],
        ),
        (real_estate.with("no_real_estate", json!(true)), vec![]),
        (
            real_estate.with_row("asset_farm", json!({"hectares": 21_000})),
            vec![],
        ),
        (
            real_estate.with_row("asset_house", json!({})),
            vec!["real-estate-open real_estate"],
        ),
        (
            asset_statement().with("no_real_estate", json!(true)),
            vec!["real-estate-though-none no_real_estate"],
        ),
        (
            asset_statement().without("no_movables"),
            vec!["movables-open movables"],
        ),
        (
            asset_statement().with_row("asset_car", json!({"type": "osobowy"})),
            vec!["movables-though-none no_movables"],
        ),
        (
            asset_statement().without_rows("asset_money"),
            vec!["resources-open resources"],
        ),
        (
            asset_statement().without("no_other_assets"),
            vec!["other-assets-open other_assets"],
        ),
    ];
    for (number, (statement, stops)) in table.into_iter().enumerate() {
        assert_eq!(statement.stops(), stops, "row {number}");
    }
}

#[test]
fn a_contract_binds_both_sides_and_is_assessed_later() {
    let only_person =
        json!({"person_action": "zgłosi się do doradcy", "person_until": "do 31.08.2026"});
    let one_sided = social_contract_a()
        .without_rows("contract_action")
        .with_row("contract_action", only_person);
    let assessed = social_contract_a().with("contract_assessed_on", json!("2026-11-05"));
    let changed = assessed.with("contract_outcome", json!("wymaga zmian"));
    let new_action =
        json!({"worker_action": "poszuka kursu bliżej domu", "worker_until": "do 30.11.2026"});
    let table = [
        (one_sided, vec!["worker-actions-missing contract_actions"]),
        (
            social_contract_a().with("contract_assessment_date", json!("2026-08-05")),
            vec!["assessment-before-contract contract_assessment_date"],
        ),
        (assessed.clone(), vec!["outcome-missing contract_outcome"]),
        (
            assessed.with(
                "contract_outcome",
                json!("realizowany zgodnie z ustaleniami"),
            ),
            vec![],
        ),
        (
            changed.clone(),
            vec!["new-actions-missing contract_new_actions"],
        ),
        (changed.with_row("contract_new_action", new_action), vec![]),
    ];
    for (number, (contract, stops)) in table.into_iter().enumerate() {
        assert_eq!(contract.stops(), stops, "row {number}");
    }
}

#[test]
fn dates_amounts_and_persons_are_looked_at_in_every_part() {
    let table = [
        (part_i().with("ruling_awaited", json!(true)), "ruling-applied"),
        (part_i().with("statement_date", json!("2026-08-04")), "statement-before-interview"),
        (
            part_i().with_row("income", json!({"kind": "emerytura", "month": "2026-07", "currency": "EUR"})),
            "income-currency",
        ),
        (
            part_i().with_row("income", json!({"kind": "emerytura", "month": "2026-07", "currency": "EUR", "foreign_amount": 1, "gross": 1})),
            "income-two-amounts",
        ),
        (part_ii().with("agreed_help_amount", json!(900_000)), "agreed-help-over-income"),
        (part_ii().with("applicant_first_name", json!("Otylia")).with("applicant_last_name", json!("Przykładna")), "applicant-interviewed"),
        (part_iii().with("interview_date", json!("2026-11-23")), "interview-future"),
        (part_iv().without("situation_family"), "update-empty"),
        (part_iv().without("benefits_so_far"), "benefits-missing"),
        (part_v().with_row("care_stay", json!({"kind": "rodzina zastępcza", "from": "1970-01-01"})), "care-stay-before-birth"),
        (part_v().with("studying", json!(false)), "education-help-without-school"),
        (part_vi().with("citizenship", json!("polskie")), "polish-citizen"),
        (part_vi().with("company", json!("z rodziną")), "company-members"),
        (part_vii().with("event_date", json!("2026-08-06")), "event-after-interview"),
        (part_viii().with("care_hours", json!(25)), "care-hours"),
        (part_viii().with("cared_pesel", json!("74010599881")), "cared-is-carer"),
        (part_ix_of_a_child().with("wasted", json!(true)), "wasted-described"),
        (part_ix_of_a_child().with_row("checked_child", json!({"first_name": "Adam", "born": "2001-01-01"})), "child-adult"),
        (asset_statement().with("born", json!("2010-01-01")), "declarant-minor"),
        (social_contract_a().with("second_last_name", json!("Przykładny")).with("second_pesel", json!("74010599881")), "second-is-first"),
    ];
    let clean = [
        part_i(),
        part_ii(),
        part_iii(),
        part_iv(),
        part_v(),
        part_vi(),
        part_vii(),
        part_viii(),
        part_ix_of_a_child(),
        asset_statement(),
        social_contract_a(),
    ];
    for (paper, rule) in table {
        assert!(paper.finds(rule), "{} {rule}", paper.form);
        let before = clean.iter().find(|clean| clean.form == paper.form).unwrap();
        assert!(!before.finds(rule), "{} {rule} without a cause", paper.form);
    }
}

#[test]
fn who_holds_the_plan_only_reads_what_the_head_decides() {
    let table = [
        ("part-i", "plan_approved"),
        ("part-iv", "plan_approved"),
        ("part-v", "decision_information"),
        ("part-vi", "plan_approved_date"),
        ("part-vii", "head_decision"),
    ];
    for (form, field) in table {
        let field = open(form).field("interview", field).unwrap();
        assert!(field.by_head, "{}", field.id);
    }
}

#[test]
fn the_persons_of_a_crisis_are_counted_by_household() {
    let mut paper = part_vii();
    paper.members = vec![
        json!({}),
        json!({"member_first_name": "Jan", "member_last_name": "Przykładny"}),
        json!({"member_first_name": "Ala", "member_last_name": "Obca", "household": 2}),
    ];
    let computed = paper.evaluation().computed;
    let count = computed
        .iter()
        .find(|computed| computed.field == "persons_in_family")
        .unwrap();
    assert_eq!(count.value, json!(2));
}
