// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IConsensus} from "../../src/interfaces/IConsensus.sol";
import {BaseTest} from "../BaseTest.sol";

contract SweepSinkTest is BaseTest {
    function test_sweepSink_paysSlashedStake(uint256 size) public {
        uint8 committeeSize = boundSize(size);
        uint256 owed = slash(committeeSize);
        assertEq(owed, hardSlash(), "slashed");
        vm.expectEmit(address(consensus));
        emit IConsensus.Swept(SINK, owed);

        vm.prank(STRANGER);
        consensus.sweepSink();

        assertEq(holdingsOf(SINK), owed, "paid");
        assertEq(consensus.owedSink(), 0, "owed");
        assertConservation(0);
    }

    function test_sweepSink_revertsWhenNothingIsOwed() public {
        expectError(abi.encodeWithSelector(IConsensus.NothingToWithdraw.selector, SINK));
        consensus.sweepSink();
    }

    function test_sweepSink_revertsWhenTheSinkRefuses() public {
        uint256 owed = slash(3);
        refuse(SINK);
        expectError(refusal(SINK, owed));
        consensus.sweepSink();
    }

    /// @dev One member lies and a quorum does not.
    function slash(uint8 committeeSize) private returns (uint256) {
        bytes32 task = sealedTask(committeeSize);
        commit(task, 0, LIE);
        commitAll(task, 1, committeeSize, TRUTH);
        reveal(task, 0, LIE);
        revealAll(task, 1, committeeSize, TRUTH);
        return consensus.owedSink();
    }
}
