// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {EpochWord} from "../../src/libraries/EpochWordLib.sol";
import {Test} from "../support/Test.sol";

/// @notice Four values with two levels of history, held against an array that remembers everything.
contract EpochWordLibTest is Test {
    uint256 private constant OPERATIONS = 10_000;

    /// @dev What an array knows: `values[e][lane]` is the value for tasks of epoch `first + e`.
    struct History {
        uint256[4][] values;
        uint256 first;
        uint256 now_;
    }

    /* AGAINST AN ARRAY */

    function test_epochWord_isAnArrayOverTenThousandOperations() public pure {
        assertEq(mistakesOf(1, OPERATIONS, 2), 0, "two levels are never wrong");
    }

    function testFuzz_epochWord_isAnArray(uint256 dice) public pure {
        assertEq(mistakesOf(dice, 100, 2), 0, "two levels are never wrong");
    }

    /// @dev So that the test above is known to find it: a task of the epoch before is drawn from the wrong list.
    function test_epochWord_oneLevelIsNotEnough() public pure {
        assertGt(mistakesOf(1, OPERATIONS, 1), 100, "one level is wrong often");
    }

    function test_epochWord_isZeroBeforeItsFirstWrite() public pure {
        for (uint256 lane; lane < 4; ++lane) {
            assertEq(EpochWord.wrap(0).latest(lane), 0, "latest");
            assertEq(EpochWord.wrap(0).valueAt(lane, 1_000), 0, "now");
        }
    }

    /* ONE RULE A TEST */

    function testFuzz_put_countsFromTheNextEpoch(uint256 epoch, uint256 lane, uint16 value) public pure {
        (epoch, lane) = (bound(epoch, 2, type(uint32).max - 2), bound(lane, 0, 3));
        EpochWord word = EpochWord.wrap(0).put(lane, value, epoch);
        assertEq(word.valueAt(lane, epoch - 1), 0, "not for the epoch before");
        assertEq(word.valueAt(lane, epoch), 0, "not for this epoch");
        assertEq(word.valueAt(lane, epoch + 1), value, "for the next");
        assertEq(word.latest(lane), value, "latest");
    }

    function testFuzz_put_againInAnEpochReplaces(uint256 epoch, uint16 first, uint16 second) public pure {
        epoch = bound(epoch, 2, type(uint32).max - 2);
        EpochWord word = EpochWord.wrap(0).put(1, first, epoch).put(1, second, epoch);
        assertEq(word.valueAt(1, epoch), 0, "this epoch");
        assertEq(word.latest(1), second, "the second");
    }

    /// @dev One stamp serves all lanes.
    function testFuzz_put_leavesOtherLanes(uint256 epoch, uint16[4] memory values, uint256 lane, uint16 value)
        public
        pure
    {
        (epoch, lane) = (bound(epoch, 4, type(uint32).max - 4), bound(lane, 0, 3));
        EpochWord word = EpochWord.wrap(0);
        for (uint256 i; i < 4; ++i) {
            word = word.put(i, values[i], epoch - 2);
        }
        word = word.put(lane, value, epoch);
        for (uint256 i; i < 4; ++i) {
            assertEq(word.valueAt(i, epoch - 1), values[i], "the epoch before");
            assertEq(word.valueAt(i, epoch), values[i], "this epoch");
            assertEq(word.latest(i), i == lane ? value : values[i], "the next");
        }
    }

    function testFuzz_sumAt_isTheSumOfTheLanes(uint256 epoch, uint16[4] memory values, uint256 last) public pure {
        (epoch, last) = (bound(epoch, 4, type(uint32).max - 4), bound(last, 0, 3));
        EpochWord word = EpochWord.wrap(0);
        uint256 sum;
        for (uint256 i; i < 4; ++i) {
            word = word.put(i, values[i], epoch);
            if (i <= last) sum += values[i];
        }
        assertEq(word.sumAt(last, epoch + 1), sum, "the next epoch");
        assertEq(word.sumAt(last, epoch), 0, "this epoch");
    }

    /* THE RUN */

    /// @return mistakes Values that differ from the array's, of all that may be asked for.
    function mistakesOf(uint256 dice, uint256 operations, uint256 levels) private pure returns (uint256 mistakes) {
        History memory h = History(new uint256[4][](2 * operations + 4), 1_000 + dice % 1_000_000, 1);
        EpochWord word;
        for (uint256 i; i < operations; ++i) {
            dice = uint256(keccak256(abi.encode(dice)));
            if (dice % 3 == 0) {
                advance(h, (dice >> 8) % 4);
            } else {
                (uint256 lane, uint256 value) = ((dice >> 8) % 4, (dice >> 16) & 0xffff);
                h.values[h.now_ + 1][lane] = value;
                word = levels == 2
                    ? word.put(lane, value, h.first + h.now_)
                    : putOneLevel(word, lane, value, h.first + h.now_);
            }
            mistakes += compare(h, word, levels);
        }
    }

    function advance(History memory h, uint256 epochs) private pure {
        for (uint256 i; i < epochs; ++i) {
            ++h.now_;
            for (uint256 lane; lane < 4; ++lane) {
                h.values[h.now_ + 1][lane] = h.values[h.now_][lane];
            }
        }
    }

    /// @dev Of the epoch before, this one and the next, each lane and each sum.
    function compare(History memory h, EpochWord word, uint256 levels) private pure returns (uint256 mistakes) {
        for (uint256 e = h.now_ - 1; e <= h.now_ + 1; ++e) {
            uint256 sum;
            for (uint256 lane; lane < 4; ++lane) {
                uint256 epoch = h.first + e;
                sum += h.values[e][lane];
                uint256 value = levels == 2 ? word.valueAt(lane, epoch) : valueAtOneLevel(word, lane, epoch);
                if (value != h.values[e][lane]) ++mistakes;
                if (levels == 2 && word.sumAt(lane, epoch) != sum) ++mistakes;
                if (levels == 2 && e > h.now_ && word.latest(lane) != value) ++mistakes;
            }
        }
    }

    /* THE RULE BROKEN ON PURPOSE */

    /// @dev The value from the next epoch on, and the one of the last write's: the epoch before is forgotten.
    function putOneLevel(EpochWord word, uint256 lane, uint256 value, uint256 epoch) private pure returns (EpochWord) {
        uint256 w = EpochWord.unwrap(word);
        if (w & 0xffffffff != epoch) {
            uint256 latest = w & ((0xffff << 32) | (0xffff << 64) | (0xffff << 96) | (0xffff << 128));
            w = epoch | latest | (latest << 16);
        }
        uint256 shift = 32 + 32 * lane;
        return EpochWord.wrap((w & ~(uint256(0xffff) << shift)) | (value << shift));
    }

    function valueAtOneLevel(EpochWord word, uint256 lane, uint256 epoch) private pure returns (uint256) {
        uint256 w = EpochWord.unwrap(word);
        uint256 level = epoch > w & 0xffffffff ? 0 : 16;
        return (w >> (32 + 32 * lane + level)) & 0xffff;
    }
}
