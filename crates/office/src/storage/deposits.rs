//! Ciphertext that laptops leave for safekeeping.

use teren_ledger::wire::Deposit;
use uuid::Uuid;

use super::Result;
use crate::deposits::KeptDraft;

/// Where a part lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DepositPlace {
    /// Its place in the order of coming.
    pub number: u64,
    pub case: Uuid,
}

/// Parts of private documents, by the laptop that left them.
pub trait DepositShelf {
    /// Keeps a part; the same name of the same document of the same laptop once.
    fn keep_deposit(
        &mut self,
        replica: Uuid,
        person: Uuid,
        part: &Deposit,
        kept_ms: i64,
    ) -> Result<()>;
    /// How many bytes are kept of a laptop.
    fn deposit_bytes(&mut self, replica: Uuid) -> Result<u64>;
    /// Parts of a laptop after a number, in the order of their coming.
    fn deposits_after(&mut self, replica: Uuid, number: u64) -> Result<Vec<DepositPlace>>;
    fn deposit(&mut self, place: &DepositPlace) -> Result<Deposit>;
    /// Lets go what a laptop left of a document.
    fn end_deposits(&mut self, replica: Uuid, document: Uuid) -> Result<()>;
    /// Every document of which something is kept, by laptop and oldest first.
    fn kept_drafts(&mut self) -> Result<Vec<KeptDraft>>;
}
