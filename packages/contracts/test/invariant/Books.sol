// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Allowance, Seat} from "../../src/interfaces/ConsensusTypes.sol";
import {World} from "./World.sol";

/// @notice Everybody's money, in the players' own books: each action enters what the rules say, and after each step the
/// contract's books have to be the same, to the unit.
abstract contract Books is World {
    /// @dev All slots ever taken, as the contract tells them.
    Seat[] internal seats;
    mapping(address account => uint256) internal credits;
    /// @dev Everybody who may have credit: people, then owners.
    address[] internal accounts;
    mapping(address payer => mapping(address key => Allowance)) internal allowances;
    uint256 internal treasury;
    uint256 internal sink;
    /// @dev Fees that nobody got yet, what liars lost, and deposits: all that is in tasks.
    uint256 internal inTasks;

    constructor() {
        for (uint256 i; i < PEOPLE; ++i) {
            accounts.push(people[i]);
        }
        for (uint256 i; i < OWNERS; ++i) {
            accounts.push(ownerAt(i));
        }
    }

    /* CHECKS */

    /// @dev Conservation, and what each account is owed.
    /// @param third Of the seats, 0 to 2: those that are held against the contract's; above that all are.
    function books_agree(uint256 third) internal view {
        uint256 owed = credits_agree() + treasury + sink + inTasks;
        for (uint16 i; i < seats.length; ++i) {
            owed += seats[i].balance;
            if (third > 2 || i % 3 == third) seat_agrees(i);
        }
        if (consensus.seatCount() != seats.length) assertEq(consensus.seatCount(), seats.length, "slots");
        if (holdingsOf(address(consensus)) != owed * p.unit + forced) {
            assertEq(holdingsOf(address(consensus)), owed * p.unit + forced, "conservation");
        }
    }

    function seat_agrees(uint16 i) private view {
        Seat memory expected = seats[i];
        Seat memory actual = consensus.getSeat(i);
        if (keccak256(abi.encode(actual)) != keccak256(abi.encode(expected))) compareSeats(i, actual, expected);
        bool staysPoor = actual.signer != address(0) && actual.to == 0 && 2 * uint256(actual.balance) < p.bond;
        if (staysPoor) assertTrue(false, "ejected_below_half");
    }

    function compareSeats(uint256 i, Seat memory actual, Seat memory expected) private pure {
        string memory name = string.concat(" of seat ", vm.toString(i));
        assertEq(actual.balance, expected.balance, string.concat("balance", name));
        assertEq(actual.paidIn, expected.paidIn, string.concat("paid in", name));
        assertEq(actual.to, expected.to, string.concat("to", name));
        assertEq(actual.heldUntil, expected.heldUntil, string.concat("heldUntil", name));
        assertEq(actual.signer, expected.signer, string.concat("signer", name));
        assertEq(actual.formerSigner, expected.formerSigner, string.concat("former signer", name));
        assertEq(actual.signerSince, expected.signerSince, string.concat("signerSince", name));
        assertEq(actual.owner, expected.owner, string.concat("owner", name));
        assertEq(actual.class, expected.class, string.concat("class", name));
        assertEq(actual.index, expected.index, string.concat("index", name));
        assertTrue(false, string.concat("list", name));
    }

    function credits_agree() private view returns (uint256 sum) {
        for (uint256 i; i < accounts.length; ++i) {
            (uint256 actual, uint256 expected) = (consensus.credit(accounts[i]), credits[accounts[i]]);
            sum += expected;
            if (actual != expected) assertEq(actual, expected, string.concat("credit of account ", vm.toString(i)));
        }
        if (consensus.owedTreasury() != treasury) assertEq(consensus.owedTreasury(), treasury, "treasury");
        if (consensus.owedSink() != sink) assertEq(consensus.owedSink(), sink, "sink");
    }

    function allowance_agrees(address payer, address key) internal view {
        bytes32 actual = keccak256(abi.encode(consensus.allowance(payer, key)));
        if (actual == keccak256(abi.encode(allowances[payer][key]))) return;
        assertEq(consensus.allowance(payer, key).amount, allowances[payer][key].amount, "allowance: amount");
        assertTrue(false, "allowance");
    }

    /* PAYMENTS */

    /// @dev Of what is in tasks.
    function _toSink(uint256 amount) internal {
        inTasks -= amount;
        sink += amount;
    }

    function _toCredit(address account, uint256 amount) internal {
        inTasks -= amount;
        credits[account] += amount;
    }

    function _toSeat(uint256 seat, uint256 amount) internal {
        inTasks -= amount;
        seats[seat].balance += uint64(amount);
    }

    /// @dev Into what is in tasks, from a seat: never more than there is. Who is below half of a bond is put out.
    function _fromSeat(uint256 seat, uint256 penalty) internal returns (uint256 amount) {
        Seat storage s = seats[seat];
        amount = penalty < s.balance ? penalty : s.balance;
        s.balance -= uint64(amount);
        inTasks += amount;
        if (amount != 0) count("penalty");
        if (s.to != 0 || 2 * uint256(s.balance) >= p.bond) return amount;
        s.to = uint32(now_() + 1);
        count("ejected");
    }

    function rewardsOf(uint256 seat) internal view returns (uint256) {
        (uint256 balance, uint256 paidIn) = (seats[seat].balance, seats[seat].paidIn);
        return balance > paidIn ? balance - paidIn : 0;
    }

    /// @dev A seat that could pay for a lie.
    function isStrong(uint256 seat) internal view returns (bool) {
        return seats[seat].balance >= hardSlash();
    }
}
