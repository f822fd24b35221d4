// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IConsensus} from "../../src/interfaces/IConsensus.sol";
import {BaseTest} from "../BaseTest.sol";
import {Vm} from "../support/Vm.sol";

/// @notice A committee is written down once, by whoever needs it first.
contract CommitteeDrawnTest is BaseTest {
    function test_committeeDrawn_byTheFirstCommitOnly() public {
        bytes32 task = sealedTask(5);
        takeLogs();
        commitAll(task, 0, 5, TRUTH);
        assertEq(drawings(), 1, "the first commit draws");
    }

    function test_committeeDrawn_notByACommitAfterDraw() public {
        bytes32 task = sealedTask(5);
        consensus.draw(task);
        takeLogs();
        commitAll(task, 0, 5, TRUTH);
        assertEq(drawings(), 0, "it is drawn");
    }

    function drawings() private returns (uint256 count) {
        Vm.Log[] memory logs = takeLogs();
        for (uint256 i; i < logs.length; ++i) {
            if (logs[i].topics[0] == IConsensus.CommitteeDrawn.selector) ++count;
        }
    }
}
