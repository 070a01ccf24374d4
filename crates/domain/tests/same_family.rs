//! One person in two files: what is recognised, what is kept apart, and what no text may break.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use chrono::NaiveDate;
use proptest::prelude::*;
use teren_domain::facts::Sex;
use teren_domain::same_family::address::Place;
use teren_domain::same_family::decision::{DecisionKind, fuller, of_addresses, of_texts};
use teren_domain::same_family::family::easily_confused;
use teren_domain::same_family::model::Commonness;
use teren_domain::same_family::{
    Band, Field, File, Model, Person, Proposal, Register, added_twice, compare, propose,
    same_by_rule,
};
use uuid::Uuid;

fn day(text: &str) -> Option<NaiveDate> {
    text.parse().ok()
}

fn person(given: &str, surname: &str, born: &str, sex: Sex, pesel: &str) -> Person {
    Person::named(given, surname)
        .born(day(born))
        .sex(Some(sex))
        .pesel(pesel)
}

fn woman(given: &str, surname: &str, born: &str) -> Person {
    person(given, surname, born, Sex::Female, "")
}

fn man(given: &str, surname: &str, born: &str) -> Person {
    person(given, surname, born, Sex::Male, "")
}

fn grade(one: &Person, other: &Person, field: Field) -> &'static str {
    let place = usize::from(compare(one, other).grade(field));
    field.grades().get(place).unwrap()
}

fn band(one: &Person, other: &Person) -> Band {
    let model = Model::shipped();
    let pattern = compare(one, other);
    model.band(pattern, model.score(pattern, Commonness::default()))
}

#[test]
fn names_are_recognised_in_the_forms_people_write() {
    let given = [
        ("Małgorzata", "małgorzata", "same"),
        ("Małgorzata", "Malgorzata", "marks"),
        ("Małgorzata", "Gosia", "form"),
        ("Jakub", "Kuba", "form"),
        ("Aleksandra", "Ola", "form"),
        ("Anna Maria", "Anna", "form"),
        ("Oksana", "Оксана", "marks"),
        ("Kaja", "Maja", "different"),
        ("Jan", "Janina", "different"),
        ("Xymena", "Xymenna", "close"),
    ];
    for (one, other, expected) in given {
        assert_eq!(
            grade(
                &Person::named(one, "X"),
                &Person::named(other, "X"),
                Field::Given
            ),
            expected,
            "{one} {other}"
        );
    }
    let surnames = [
        ("Zmyśliński", "ZMYŚLIŃSKI", "same"),
        ("Zmyśliński", "Zmyslinski", "marks"),
        ("Zmyśliński", "Zmyślińska", "form"),
        ("Zmyśliński", "Zmyślińskiego", "form"),
        ("Biały", "Biała", "form"),
        ("Nowak-Kowalska", "Kowalska Nowak", "form"),
        ("Nowak-Kowalska", "Kowalska", "part"),
        ("Zmyślińska", "Zmyslinksa", "close"),
        ("Łącki", "Lacki", "marks"),
        ("Ковальчук", "Kowalczuk", "marks"),
        ("Nowak", "Kowalska", "different"),
    ];
    for (one, other, expected) in surnames {
        assert_eq!(
            grade(
                &Person::named("A", one),
                &Person::named("A", other),
                Field::Surname
            ),
            expected,
            "{one} {other}"
        );
    }
    let swapped = (Person::named("Nowak", "Jan"), Person::named("Jan", "Nowak"));
    assert_eq!(grade(&swapped.0, &swapped.1, Field::Given), "swapped");
}

#[test]
fn slips_in_days_and_numbers_are_told_from_other_days_and_numbers() {
    let born = [
        ("1990-02-11", "1990-02-11", "same"),
        ("1990-02-11", "1990-11-02", "swapped"),
        ("1990-02-11", "1990-02-12", "one_slip"),
        ("1990-02-11", "1909-02-11", "one_slip"),
        ("1990-02-11", "1991-02-12", "two_slips"),
        ("1988-06-30", "1961-06-30", "generation"),
        ("1988-06-30", "1955-01-30", "generation"),
        ("1988-06-30", "1990-01-14", "different"),
    ];
    for (one, other, expected) in born {
        let (one_person, other_person) = (man("Jan", "Nowak", one), man("Jan", "Nowak", other));
        assert_eq!(
            grade(&one_person, &other_person, Field::Born),
            expected,
            "{one} {other}"
        );
    }
    let numbers = [
        ("90021198288", "900211 98288", "same"),
        ("90021198288", "90021198298", "one_slip"),
        ("90021198288", "90021918288", "one_slip"),
        ("90021198288", "9002119828", "one_slip"),
        ("90021198288", "88063098273", "both_right"),
        ("90021198288", "", "missing"),
    ];
    for (one, other, expected) in numbers {
        let of = |number| Person::named("A", "B").pesel(number);
        assert_eq!(
            grade(&of(one), &of(other), Field::Number),
            expected,
            "{one} {other}"
        );
    }
}

#[test]
fn one_door_has_many_spellings() {
    let same = [
        (
            "ul. Atrapowa 12 m. 4, 05-510 Konstancin-Jeziorna",
            "Atrapowa 12/4, Konstancin",
        ),
        (
            "ul.Atrapowa 12m4, 05-510 Konstancin-Jeziorna",
            "ATRAPOWA 12 lok. 4, 05-510 Konstancin-Jeziorna",
        ),
        ("ul. 3 Maja 7, Gorlice", "3 maja 7, 38-300 Gorlice"),
        (
            "ul. gen. Andersa 5a, Gorlice",
            "Generała Andersa 5 A, Gorlice",
        ),
        (
            "Wymyślona 3 mieszkanie 2\n05-500 Piaseczno",
            "ul. Wymyslona 3/2, Piaseczno",
        ),
    ];
    for (one, other) in same {
        let likeness = Place::read(one).likeness(&Place::read(other)).unwrap();
        assert!(
            likeness > 0.97,
            "{one} | {other}: {likeness} {:?} {:?}",
            Place::read(one),
            Place::read(other)
        );
    }
    let unlike = [
        (
            "Atrapowa 12/4, Konstancin",
            "Atrapowa 12/5, Konstancin",
            0.9,
        ),
        (
            "Atrapowa 12/4, Konstancin",
            "Atrapowa 30/4, Konstancin",
            0.8,
        ),
        ("Atrapowa 12/4, Konstancin", "Polna 12/4, Gorlice", 0.6),
        ("Konstancin", "Konstancin-Jeziorna", 0.3),
    ];
    for (one, other, most) in unlike {
        let likeness = Place::read(one).likeness(&Place::read(other)).unwrap();
        assert!(likeness < most, "{one} | {other}: {likeness}");
    }
}

#[test]
fn the_rule_needs_day_sex_and_name_where_numbers_do_not_speak() {
    let anna = woman("Małgorzata", "Zmyślińska", "1990-02-11");
    let table = [
        (
            woman("Malgorzata", "Zmyslinksa", "1990-02-11"),
            true,
            "marks and two letters",
        ),
        (
            woman("Małgorzata", "Zmyślińska", "1990-02-12"),
            false,
            "another day",
        ),
        (
            woman("Gosia", "Zmyślińska", "1990-02-11"),
            false,
            "a nickname is for a person to judge",
        ),
        (
            woman("Małgorzata", "Wprawkowska", "1990-02-11"),
            false,
            "another surname",
        ),
        (
            Person::named("Małgorzata", "Zmyślińska").born(day("1990-02-11")),
            false,
            "sex not said",
        ),
    ];
    for (other, same, why) in table {
        assert_eq!(same_by_rule(&anna, &other), same, "{why}");
        assert_eq!(same_by_rule(&other, &anna), same, "{why}");
    }
    let double = |surname| woman("Anna", surname, "1990-02-11");
    assert!(same_by_rule(
        &double("Nowak-Wprawkowska"),
        &double("Wprawkowska Nowak")
    ));
    let numbered = |pesel| person("Anna", "Nowak", "1990-02-11", Sex::Female, pesel);
    assert!(
        !same_by_rule(&numbered("90021198288"), &numbered("19230398281")),
        "two right numbers decide"
    );
    assert!(
        same_by_rule(&numbered("90021198288"), &numbered("90021198289")),
        "a wrong one does not"
    );
}

#[test]
fn twins_and_father_and_son_stay_apart() {
    let at = |person: Person| person.living_at("ul. Atrapowa 12 m. 4, 05-510 Konstancin-Jeziorna");
    let twins = (
        at(woman("Kaja", "Wprawkowska", "2002-07-14")),
        at(woman("Maja", "Wprawkowska", "2002-07-14")),
    );
    let generations = (
        at(man("Jakub", "Zmyśliński", "1988-06-30")),
        at(man("Jakub", "Zmyśliński", "1961-06-30")),
    );
    let namesakes = (
        at(man("Jan", "Nowak", "1955-01-02")),
        at(man("Jan", "Nowak", "1985-11-20")),
    );
    for (one, other) in [twins, generations, namesakes] {
        assert!(!same_by_rule(&one, &other));
        assert_ne!(band(&one, &other), Band::Surely);
        assert!(easily_confused(compare(&one, &other)));
        let files = (file(1, vec![one]), file(2, vec![other]));
        assert!(!proposal(&files.0, &files.1).family);
    }
}

fn file(number: u128, mut persons: Vec<Person>) -> File {
    Person::acquaint(&mut persons);
    File {
        id: Uuid::from_u128(number),
        persons,
    }
}

fn proposal(one: &File, other: &File) -> Proposal {
    propose(
        Model::shipped(),
        one,
        other,
        &|_, _| Commonness::default(),
        day("2026-10-06").unwrap(),
    )
}

#[test]
fn a_family_is_proposed_when_an_adult_and_half_of_each_file_agree() {
    let mother = || woman("Anna", "Wprawkowska", "1990-02-11");
    let child = |given| woman(given, "Wprawkowska", "2019-03-03");
    let table = [
        (
            vec![mother(), child("Maja")],
            vec![mother(), child("Maja")],
            true,
            "all agree",
        ),
        (
            vec![mother(), child("Maja")],
            vec![mother()],
            true,
            "half of the one, all of the other",
        ),
        (
            vec![mother(), child("Maja"), child("Kaja")],
            vec![mother()],
            false,
            "a third of one",
        ),
        (
            vec![mother(), child("Maja")],
            vec![child("Maja")],
            false,
            "no adult",
        ),
    ];
    for (one, other, family, why) in table {
        let (one, other) = (file(1, one), file(2, other));
        assert_eq!(proposal(&one, &other).family_by_rule, family, "{why}");
        assert_eq!(proposal(&other, &one).family_by_rule, family, "{why}");
    }
}

#[test]
fn the_register_finds_a_mistyped_person_and_forgets_a_file() {
    let mut register = Register::default();
    let home = "Atrapowa 12/4, Konstancin";
    let (first, second) = (Uuid::from_u128(1), Uuid::from_u128(2));
    register.put(
        first,
        vec![woman("Małgorzata", "Zmyślińska", "1990-02-11").living_at(home)],
    );
    register.put(
        second,
        vec![man("Piotr", "Wprawka", "1970-01-01").living_at("Polna 1, Gorlice")],
    );
    let asked = woman("Gosia", "Zmyslinska", "1990-11-02")
        .living_at("ul. Atrapowa 12 m. 4, Konstancin-Jeziorna");
    let found = register.candidates(Model::shipped(), &asked, None);
    assert_eq!(
        found
            .iter()
            .map(|candidate| candidate.file)
            .collect::<Vec<_>>(),
        [first]
    );
    assert!(
        register
            .candidates(Model::shipped(), &asked, Some(first))
            .is_empty()
    );
    register.put(first, vec![man("Adam", "Inny", "1950-05-05")]);
    assert!(
        register
            .candidates(Model::shipped(), &asked, None)
            .is_empty()
    );
    assert_eq!(register.len(), 2);
    register.remove(first);
    register.remove(second);
    assert!(register.is_empty());
}

#[test]
fn every_compared_field_says_its_reason_in_polish() {
    let one = person(
        "Małgorzata",
        "Zmyślińska",
        "1990-02-11",
        Sex::Female,
        "90021198288",
    );
    let other = person("Malgorzata", "Zmyslinksa", "1990-02-11", Sex::Female, "");
    let model = Model::shipped();
    let reasons = model.reasons(compare(&one, &other), Commonness::default());
    let says: Vec<&str> = reasons.iter().map(|reason| reason.says).collect();
    assert!(says.contains(&"ta sama data urodzenia"), "{says:?}");
    assert!(says.contains(&"imię różni się tylko ogonkami"), "{says:?}");
    assert!(
        says.contains(&"nazwisko różni się najwyżej dwiema literami"),
        "{says:?}"
    );
    for field in teren_domain::same_family::FIELDS {
        for place in 1..field.grades().len() {
            assert!(
                !model.says(field, u8::try_from(place).unwrap()).is_empty(),
                "{field:?} {place}"
            );
        }
    }
}

#[test]
fn two_files_are_decided_field_by_field() {
    assert_eq!(
        of_texts("Zmyślińska", "Zmyslinksa"),
        Some(DecisionKind::Conflict)
    );
    assert_eq!(of_texts("Zmyślińska", "zmyslinska"), None);
    assert_eq!(of_texts("90021198288", ""), Some(DecisionKind::FillEmpty));
    assert_eq!(of_texts(" ", ""), None);
    let (long, short) = (
        "ul. Atrapowa 12 m. 4, 05-510 Konstancin-Jeziorna",
        "Atrapowa 12/4, Konstancin",
    );
    assert_eq!(
        of_addresses(long, short),
        Some(DecisionKind::SameAfterNormalisation)
    );
    assert_eq!(
        of_addresses(short, "Atrapowa 13/4, Konstancin"),
        Some(DecisionKind::Conflict)
    );
    assert_eq!((fuller(long, short), fuller(short, long)), (long, long));
}

proptest! {
    #[test]
    fn no_text_breaks_it_and_the_order_never_matters(
        texts in prop::array::uniform8("\\PC{0,40}"),
        days in prop::array::uniform2(prop::option::of(0_i32..40_000)),
        sexes in prop::array::uniform2(prop::option::of(any::<bool>())),
    ) {
        let [given, surname, pesel, address, other_given, other_surname, other_pesel, other_address] = texts;
        let of = |given: &str, surname: &str, pesel: &str, address: &str, side: usize| {
            let born = days.get(side).copied().flatten().and_then(NaiveDate::from_epoch_days);
            let sex = sexes.get(side).copied().flatten().map(|woman| if woman { Sex::Female } else { Sex::Male });
            Person::named(given, surname).born(born).sex(sex).pesel(pesel).living_at(address)
        };
        let one = of(&given, &surname, &pesel, &address, 0);
        let other = of(&other_given, &other_surname, &other_pesel, &other_address, 1);
        let model = Model::shipped();
        prop_assert_eq!(compare(&one, &other), compare(&other, &one));
        prop_assert_eq!(same_by_rule(&one, &other), same_by_rule(&other, &one));
        let score = model.score(compare(&one, &other), Commonness::default());
        prop_assert!(score.bits.is_finite());
        prop_assert_eq!(&one, &of(&given, &surname, &pesel, &address, 0));
        let (first, second) = (file(1, vec![one]), file(2, vec![other]));
        prop_assert_eq!(proposal(&first, &second).band, proposal(&second, &first).band);
    }
}

#[test]
fn a_member_added_on_two_sides_is_offered_as_one_and_twins_are_not() {
    let born = |text: &str| text.parse().ok();
    let lucja = || Person::named("Łucja", "Nibylska").born(born("2015-03-04"));
    let table = [
        (
            "without marks",
            Person::named("Lucja", "Nibylska").born(born("2015-03-04")),
            true,
        ),
        (
            "a letter of the surname",
            Person::named("Łucja", "Nibyslka")
                .born(born("2015-03-04"))
                .sex(Some(Sex::Female)),
            true,
        ),
        (
            "nothing but the name",
            Person::named("Łucja", "Nibylska"),
            true,
        ),
        (
            "the twin sister",
            Person::named("Zofia", "Nibylska").born(born("2015-03-04")),
            false,
        ),
        (
            "mother of the same name",
            Person::named("Łucja", "Nibylska").born(born("1988-07-21")),
            false,
        ),
    ];
    for (told, other, offered) in table {
        let one = lucja().sex(other.sex);
        assert_eq!(added_twice(&one, &other), offered, "{told}");
        assert_eq!(added_twice(&other, &one), offered, "{told}, the other way");
    }
    let numbered = |pesel| Person::named("Jakub", "Zmyśliński").pesel(pesel);
    assert!(!added_twice(
        &numbered("88063098273"),
        &numbered("61063098276")
    ));
}
