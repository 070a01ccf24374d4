//! Citizenship as people write it.

use teren_domain::citizenship::is_polish;

#[test]
fn a_pole_is_no_foreigner_however_she_writes_it() {
    let table = [
        ("polskie", Some(true)),
        ("Polskie", Some(true)),
        (" POLSKA ", Some(true)),
        ("Polak", Some(true)),
        ("polka", Some(true)),
        ("Polski", Some(true)),
        ("RP", Some(true)),
        ("R.P.", Some(true)),
        ("PL", Some(true)),
        ("Rzeczpospolita Polska", Some(true)),
        ("obywatelstwo polskie", Some(true)),
        ("polskie i ukraińskie", Some(true)),
        ("ukraińskie", Some(false)),
        ("Polinezja", Some(false)),
        ("bez obywatelstwa", Some(false)),
        ("  ", None),
        ("", None),
    ];
    for (written, polish) in table {
        assert_eq!(is_polish(written), polish, "{written}");
    }
}
