// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice What a vote needs to know of its seat: 160 bits of the signer, 32 of the time from which the seat is not
/// drawn, 56 of the balance, and whether there was another signer.
type SeatWord is uint256;

using {signer, to, balance, hasFormer, withSigner, withTo, withBalance, staysAt} for SeatWord global;

uint256 constant TO_SHIFT = 160;
uint256 constant BALANCE_SHIFT = 192;
uint256 constant FORMER_SHIFT = 248;
uint256 constant MAXIMUM_BALANCE = type(uint56).max;
uint256 constant SIGNER_MASK = type(uint160).max;
uint256 constant TIME_MASK = type(uint32).max;

/// @notice A new seat's word.
function seatWord(address key, uint256 balance_) pure returns (SeatWord) {
    return SeatWord.wrap(uint160(key) | (balance_ << BALANCE_SHIFT));
}

function signer(SeatWord self) pure returns (address) {
    // forge-lint: disable-next-line(unsafe-typecast)
    return address(uint160(SeatWord.unwrap(self)));
}

/// @notice Zero while the seat stays.
function to(SeatWord self) pure returns (uint256) {
    return (SeatWord.unwrap(self) >> TO_SHIFT) & TIME_MASK;
}

function balance(SeatWord self) pure returns (uint256) {
    return (SeatWord.unwrap(self) >> BALANCE_SHIFT) & MAXIMUM_BALANCE;
}

/// @notice Whether another key signed for the seat in earlier epochs.
function hasFormer(SeatWord self) pure returns (bool) {
    return SeatWord.unwrap(self) >> FORMER_SHIFT != 0;
}

/// @notice The word with a new signer.
function withSigner(SeatWord self, address key) pure returns (SeatWord) {
    return SeatWord.wrap((SeatWord.unwrap(self) & ~SIGNER_MASK) | uint160(key) | (1 << FORMER_SHIFT));
}

function withTo(SeatWord self, uint256 time) pure returns (SeatWord) {
    return SeatWord.wrap((SeatWord.unwrap(self) & ~(TIME_MASK << TO_SHIFT)) | (time << TO_SHIFT));
}

/// @notice The word with another balance, which must fit.
function withBalance(SeatWord self, uint256 amount) pure returns (SeatWord) {
    return SeatWord.wrap((SeatWord.unwrap(self) & ~(MAXIMUM_BALANCE << BALANCE_SHIFT)) | (amount << BALANCE_SHIFT));
}

/// @notice Whether the seat answers tasks added at this time, if it had a place then. What anybody does later cannot
/// change it.
function staysAt(SeatWord self, uint256 addedAt) pure returns (bool) {
    uint256 end = self.to();
    return end == 0 || addedAt < end;
}
