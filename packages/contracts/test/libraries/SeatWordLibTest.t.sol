// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MAXIMUM_BALANCE, SeatWord, seatWord} from "../../src/libraries/SeatWordLib.sol";
import {Test} from "../support/Test.sol";

/// @notice A seat's word: each field keeps what it was given, and nothing else touches it.
contract SeatWordLibTest is Test {
    function testFuzz_seatWord_ofANewSeat(address key, uint56 balance) public pure {
        SeatWord word = seatWord(key, balance);
        check(word, key, 0, balance, false);
        assertTrue(word.staysAt(type(uint32).max), "stays for ever");
    }

    function testFuzz_withSigner_remembersThatThereWasAnother(uint256 raw, address key) public pure {
        SeatWord word = SeatWord.wrap(raw);
        check(word.withSigner(key), key, word.to(), word.balance(), true);
    }

    function testFuzz_withTo_changesTheTimeAlone(uint256 raw, uint32 time) public pure {
        SeatWord word = SeatWord.wrap(raw);
        check(word.withTo(time), word.signer(), time, word.balance(), word.hasFormer());
    }

    function testFuzz_withBalance_changesTheBalanceAlone(uint256 raw, uint56 amount) public pure {
        SeatWord word = SeatWord.wrap(raw);
        check(word.withBalance(amount), word.signer(), word.to(), amount, word.hasFormer());
    }

    function testFuzz_staysAt_forTasksAddedBefore(uint256 raw, uint32 to, uint32 addedAt) public pure {
        bool expected = to == 0 || addedAt < to;
        assertEq(SeatWord.wrap(raw).withTo(to).staysAt(addedAt), expected, "stays");
    }

    /// @dev The task of the same second is another's.
    function testFuzz_staysAt_notAtTheEnd(uint256 raw, uint256 to) public pure {
        to = bound(to, 1, type(uint32).max);
        SeatWord word = SeatWord.wrap(raw).withTo(to);
        assertTrue(word.staysAt(to - 1), "the second before");
        assertTrue(!word.staysAt(to), "not that second");
    }

    function test_maximumBalance_isWhatFits() public pure {
        assertEq(MAXIMUM_BALANCE, 2 ** 56 - 1, "56 bits");
    }

    function check(SeatWord word, address signer, uint256 to, uint256 balance, bool hasFormer) private pure {
        assertEq(word.signer(), signer, "signer");
        assertEq(word.to(), to, "to");
        assertEq(word.balance(), balance, "balance");
        assertEq(word.hasFormer(), hasFormer, "former");
    }
}
