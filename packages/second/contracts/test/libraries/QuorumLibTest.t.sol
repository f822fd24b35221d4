// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {QuorumLib} from "../../src/libraries/QuorumLib.sol";
import {Test} from "../support/Test.sol";

contract QuorumLibTest is Test {
    function test_quorum_ofEverySize() public pure {
        uint8[13] memory expected = [2, 3, 4, 4, 5, 6, 6, 7, 8, 8, 9, 10, 10];
        for (uint256 size = 3; size <= 15; ++size) {
            assertEq(QuorumLib.quorum(size), expected[size - 3], "quorum");
        }
    }

    /// @dev Then two outputs cannot both have it.
    function test_quorum_isAMajority() public pure {
        for (uint256 size = 3; size <= 15; ++size) {
            assertGt(2 * QuorumLib.quorum(size), size, "more than half");
            assertLe(QuorumLib.quorum(size), size, "reachable");
        }
    }
}
