
pub mod packet;
