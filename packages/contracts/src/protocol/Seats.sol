// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPlaces} from "../interfaces/IPlaces.sol";
import {ITasks} from "../interfaces/ITasks.sol";
import {MAXIMUM_BALANCE, SeatWord} from "../libraries/SeatWordLib.sol";
import {TaskId} from "../types/TaskId.sol";
import {Ledger} from "./Ledger.sol";

/// @title Seats
/// @notice What a task does to a seat: asks for its key, pays it, slashes it.
abstract contract Seats is Ledger {
    /// @dev The epoch that tasks added at this time are drawn for.
    function _epochAt(uint256 time) internal view returns (uint256) {
        return time / EPOCH;
    }

    /// @dev The key that answers for a seat in tasks added at this time.
    function _signerAt(uint256 seat, SeatWord word, uint256 addedAt) internal view returns (address) {
        if (!word.hasFormer()) return word.signer();
        return _isOfFormer(seat, addedAt) ? _accounts[seat].former : word.signer();
    }

    /// @dev Whether the key before the last one answers for tasks added at this time.
    function _isOfFormer(uint256 seat, uint256 addedAt) internal view returns (bool) {
        return _epochAt(addedAt) < _accounts[seat].signerSince;
    }

    /// @dev Whether a seat could still pay for a lie: only then its vote counts.
    function _isStrong(SeatWord word) internal view returns (bool) {
        return word.balance() >= HARD_SLASH;
    }

    /// @dev What would not fit is the sink's; a seat fetches its rewards before it holds a thousand bonds.
    function _reward(uint256 seat, SeatWord word, uint256 amount) internal {
        uint256 balance = word.balance() + amount;
        if (balance > MAXIMUM_BALANCE) (balance, amount) = (balance - amount, amount);
        else amount = 0;
        _seats[seat] = word.withBalance(balance);
        _oweSink(amount);
    }

    /// @dev What a seat loses goes to the caller's account of it, never to others of the committee: slashing must not
    /// be a business. A seat that fails again and again leaves while it still has something to lose. Of a task so old
    /// that its members may have left, nobody is slashed: the slot may be somebody else's.
    function _slash(TaskId task, uint256 seat, uint256 penalty, uint256 addedAt, bool held)
        internal
        returns (uint256 amount)
    {
        if (block.timestamp >= addedAt + UNBONDING_PERIOD) return 0;
        SeatWord word = _seats[seat];
        uint256 balance = word.balance();
        amount = penalty < balance ? penalty : balance;
        balance -= amount;
        word = word.withBalance(balance);
        // Seats are 16 bits, balances 56.
        // forge-lint: disable-next-line(unsafe-typecast)
        emit ITasks.Slashed(task, uint16(seat), uint64(amount), held);
        if (word.to() == 0 && 2 * balance < BOND) word = _eject(seat, word);
        _seats[seat] = word;
    }

    /// @dev At once: not drawn for tasks added later than now.
    function _eject(uint256 seat, SeatWord word) private returns (SeatWord) {
        uint256 to = block.timestamp + 1;
        // forge-lint: disable-next-line(unsafe-typecast)
        emit IPlaces.Left(uint16(seat), to);
        return word.withTo(to);
    }
}
