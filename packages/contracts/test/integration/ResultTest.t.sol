// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {State} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensus} from "../../src/interfaces/IConsensus.sol";
import {BaseTest} from "../BaseTest.sol";

contract ResultTest is BaseTest {
    uint8 private constant SIZE = 5;
    bytes32 private task;
    uint64 private nonce;

    function setUp() public override {
        super.setUp();
        nonce = nextNonce;
        task = sealedTask(SIZE);
    }

    function test_result_ofAnOpenTask() public view {
        check(State.Open, 0, 0, false);
    }

    function test_result_ofATaskWithVotes() public {
        commitAll(task, 0, SIZE, TRUTH);
        revealAll(task, 0, SIZE - 1, TRUTH);
        check(State.Open, 0, 0, false);
    }

    function test_result_ofADecidedTask(bool laneOne, bytes32 output) public {
        vm.assume(output != 0 && output != UNAVAILABLE);
        decide(laneOne, output);
        check(State.Decided, output, 0, false);
    }

    function test_result_ofARefundedTask(bool laneOne) public {
        decide(laneOne, UNAVAILABLE);
        check(State.Undecided, 0, 0, false);
    }

    function test_result_whileAnAppealIsOpen() public {
        decide(true, LIE);
        check(State.Decided, LIE, appeal(task, nonce), false);
    }

    function test_result_afterAnAppealThatDecidedNothing() public {
        decide(true, LIE);
        bytes32 appealTask = appealWith(UNAVAILABLE);
        check(State.Decided, LIE, appealTask, false);
    }

    function test_result_afterAnAppealThatFoundTheSame(bool laneOne) public {
        decide(laneOne, TRUTH);
        bytes32 appealTask = appealWith(TRUTH);
        check(State.Decided, TRUTH, appealTask, false);
    }

    /// @dev From the moment the appeal is decided, whether or not anybody draws the consequences, and for ever.
    function test_result_isOverturnedByTheDecision(bool laneOne, bool drawn) public {
        decide(laneOne, LIE);
        bytes32 appealTask = appealWith(TRUTH);
        check(State.Decided, LIE, appealTask, true);
        if (drawn) consensus.overturn(task);
        check(State.Decided, LIE, appealTask, true);
        skip(365 days);
        check(State.Decided, LIE, appealTask, true);
    }

    function test_result_ofTheAppealItself() public {
        decide(true, LIE);
        task = appealWith(TRUTH);
        check(State.Decided, TRUTH, 0, false);
    }

    function test_result_revertsForAnUnknownTask(bytes32 unknown) public {
        vm.assume(unknown != task);
        expectError(abi.encodeWithSelector(IConsensus.TaskUnknown.selector, unknown));
        consensus.result(unknown);
    }

    function decide(bool laneOne, bytes32 output) private {
        if (laneOne) consensus.settle(settlementOf(task, output));
        else agree(task, output);
    }

    function appealWith(bytes32 output) private returns (bytes32 appealTask) {
        appealTask = appeal(task, nonce);
        nextBlock();
        consensus.settle(settlementOf(appealTask, output));
    }

    function check(State state, bytes32 output, bytes32 appealTask, bool overturned) private view {
        (State its, bytes32 itsOutput, bytes32 itsAppeal, bool isOverturned) = consensus.result(task);
        assertEq(uint8(its), uint8(state), "state");
        assertEq(itsOutput, output, "output");
        assertEq(itsAppeal, appealTask, "appeal");
        assertEq(isOverturned, overturned, "overturned");
    }
}
