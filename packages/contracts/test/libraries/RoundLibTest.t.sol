// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {RoundLib} from "../../src/libraries/RoundLib.sol";
import {Test} from "../support/Test.sol";

contract RoundLibTest is Test {
    function testFuzz_roundAt_isTheFirstNotBefore(uint256 time, uint256 genesis, uint256 period) public pure {
        (genesis, period) = (bound(genesis, 0, type(uint40).max), bound(period, 1, 1 days));
        time = bound(time, 0, type(uint48).max);
        uint64 round = RoundLib.roundAt(time, genesis, period);
        assertGe(RoundLib.timeOf(round, genesis, period), time, "not before");
        if (round > 1) assertLt(RoundLib.timeOf(round - 1, genesis, period), time, "the first");
    }

    function testFuzz_roundAt_ofItsOwnTime(uint64 round, uint256 genesis, uint256 period) public pure {
        (genesis, period) = (bound(genesis, 0, type(uint40).max), bound(period, 1, 1 days));
        round = uint64(bound(round, 1, type(uint64).max));
        uint256 time = RoundLib.timeOf(round, genesis, period);
        assertEq(RoundLib.roundAt(time, genesis, period), round, "its own");
        if (round < type(uint64).max) assertEq(RoundLib.roundAt(time + 1, genesis, period), round + 1, "the next");
    }

    function testFuzz_roundAt_beforeGenesisIsTheFirst(uint256 time, uint40 genesis, uint256 period) public pure {
        time = bound(time, 0, genesis);
        assertEq(RoundLib.roundAt(time, genesis, bound(period, 1, 1 days)), 1, "round 1");
    }

    /// @dev drand's quicknet: round 1,000 is of 1692803367 + 999 * 3.
    function test_timeOf_quicknet() public pure {
        assertEq(RoundLib.timeOf(1_000, 1_692_803_367, 3), 1_692_806_364, "time");
        assertEq(RoundLib.roundAt(1_692_806_362, 1_692_803_367, 3), 1_000, "round");
    }
}
