// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {State, Task, Terms} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensus} from "../../src/interfaces/IConsensus.sol";
import {BaseTest} from "../BaseTest.sol";
import {Vm} from "../support/Vm.sol";

contract AppealTest is BaseTest {
    uint8 private constant SIZE = 5;
    bytes32 private task;
    uint64 private nonce;

    function setUp() public override {
        super.setUp();
        nonce = nextNonce;
        task = settledTask(SIZE, minimumFee(SIZE));
    }

    /* WHAT IT DOES */

    function test_appeal_asksFifteenTheSame(uint256 amount, uint64 itsNonce, address appellant) public {
        vm.assume(appellant != address(0) && appellant != address(consensus) && appellant != p.asset);
        vm.assume(uint160(appellant) > 0xffff);
        uint96 fee = boundFee(amount, 15);
        bytes32 expected = consensus.taskId(appellant, itsNonce, MODEL, PROMPT, 15);
        vm.assume(consensus.getTask(expected).state == State.None);
        (uint16[] memory seats,) = consensus.committee(task);
        fundedPrank(appellant, fee);
        vm.expectEmit(address(consensus));
        emit IConsensus.CommitteeDrawn(task, seats);
        vm.expectEmit(address(consensus));
        emit IConsensus.TaskAdded(
            expected,
            appellant,
            bytes.concat(hex"01551220", MODEL),
            bytes.concat(hex"01551220", PROMPT),
            fee,
            15,
            itsNonce
        );
        vm.expectEmit(address(consensus));
        emit IConsensus.Appealed(task, expected, appellant);

        bytes32 appealTask = consensus.appeal{value: valueOf(fee)}(task, terms(), fee, itsNonce);

        assertEq(appealTask, expected, "id");
        checkAdded(appealTask, appellant, fee);
        assertConservation(fee);
        vm.roll(vm.getBlockNumber() + 10_000);
        (uint16[] memory later,) = consensus.committee(task);
        assertEq(abi.encode(later), abi.encode(seats), "the committee stays");
    }

    function test_appeal_leavesTheDecisionAlone() public {
        bytes32 before = keccak256(abi.encode(consensus.getTask(task)));
        appeal(task, nonce);
        assertEq(keccak256(abi.encode(consensus.getTask(task))), before, "task");
    }

    function test_appeal_ofLaneTwo() public {
        nonce = nextNonce;
        task = decidedTask(SIZE);
        vm.roll(vm.getBlockNumber() + 10_000);
        takeLogs();
        bytes32 appealTask = appeal(task, nonce);
        Vm.Log[] memory logs = takeLogs();
        for (uint256 i; i < logs.length; ++i) {
            assertNotEq(logs[i].topics[0], IConsensus.CommitteeDrawn.selector, "drawn before");
        }
        assertState(appealTask, State.Open);
    }

    /// @dev The requester, a member, a winner: anybody who pays.
    function test_appeal_byTheRequester() public {
        payingPrank(REQUESTER);
        bytes32 appealTask = consensus.appeal{value: valueOf(minimumFee(15))}(task, terms(), minimumFee(15), 99);
        assertEq(consensus.getTask(appealTask).requester, REQUESTER, "appellant");
    }

    function test_appeal_isATaskAsAnyOther() public {
        bytes32 appealTask = appeal(task, nonce);
        nextBlock();
        agree(appealTask, TRUTH);
        assertState(appealTask, State.Decided);
        assertConservation(0);
    }

    function test_appeal_againAfterOneThatDecidedNothing(uint256 how) public {
        bytes32 first = appeal(task, nonce);
        nextBlock();
        if (how % 2 == 0) {
            consensus.settle(settlementOf(first, UNAVAILABLE));
        } else {
            vm.warp(commitEnd(first));
            consensus.finalize(first);
        }
        assertEq(consensus.credit(STRANGER), minimumFee(15), "refunded");
        bytes32 second = appeal(task, nonce);
        assertNotEq(second, first, "another task");
        (,, bytes32 latest,) = consensus.result(task);
        assertEq(latest, second, "the one that counts");
        nextBlock();
        consensus.settle(settlementOf(second, LIE));
        consensus.overturn(task);
    }

    /* WHEN */

    function test_appeal_untilTheWindowCloses(uint256 elapsed) public {
        consensus.draw(task);
        vm.warp(bound(elapsed, block.timestamp, closedAt() - 1));
        assertState(appeal(task, nonce), State.Open);
    }

    function test_appeal_revertsOnceTheWindowIsClosed(uint256 late) public {
        consensus.draw(task);
        uint256 closed = closedAt();
        vm.warp(closed + bound(late, 0, 365 days));
        expectError(abi.encodeWithSelector(IConsensus.AppealClosed.selector, task, closed));
        refused();
    }

    function test_appeal_revertsWhenNobodyDrewInTime() public {
        uint256 addedIn = consensus.getTask(task).addedIn;
        vm.roll(addedIn + 257);
        expectError(abi.encodeWithSelector(IConsensus.SeedExpired.selector, task, addedIn));
        refused();
        vm.roll(addedIn + 256);
        appeal(task, nonce);
    }

    /* REFUSED */

    function test_appeal_revertsForAnUnknownTask(bytes32 unknown) public {
        vm.assume(unknown != task);
        task = unknown;
        expectError(abi.encodeWithSelector(IConsensus.TaskUnknown.selector, unknown));
        refused();
    }

    function test_appeal_revertsForAnOpenTask() public {
        nonce = nextNonce;
        task = sealedTask(SIZE);
        expectError(abi.encodeWithSelector(IConsensus.TaskNotDecided.selector, task, State.Open));
        refused();
    }

    function test_appeal_revertsForARefundedTask() public {
        nonce = nextNonce;
        task = sealedTask(SIZE);
        agree(task, UNAVAILABLE);
        expectError(abi.encodeWithSelector(IConsensus.TaskNotDecided.selector, task, State.Undecided));
        refused();
    }

    /// @dev Another question would have another answer.
    function test_appeal_revertsForOtherTerms(uint256 which) public {
        Terms memory other = terms();
        if (which % 4 == 0) other.requester = STRANGER;
        else if (which % 4 == 1) ++other.nonce;
        else if (which % 4 == 2) other.model = PROMPT;
        else other.prompt = MODEL;
        bytes32 actual = consensus.taskId(other.requester, other.nonce, other.model, other.prompt, SIZE);
        expectError(abi.encodeWithSelector(IConsensus.WrongTerms.selector, task, actual));
        consensus.appeal(task, other, minimumFee(15), 99);
    }

    function test_appeal_revertsForAnAppeal(bool upheld) public {
        uint64 itsNonce = nextNonce;
        bytes32 appealTask = appeal(task, nonce);
        nextBlock();
        consensus.settle(settlementOf(appealTask, upheld ? TRUTH : LIE));
        Terms memory its = Terms(STRANGER, itsNonce, MODEL, PROMPT);
        expectError(abi.encodeWithSelector(IConsensus.AppealIsFinal.selector, appealTask));
        consensus.appeal(appealTask, its, minimumFee(15), 99);
    }

    function test_appeal_revertsWhileAnAppealIsOpen() public {
        bytes32 earlier = appeal(task, nonce);
        expectError(abi.encodeWithSelector(IConsensus.AlreadyAppealed.selector, task, earlier));
        refused();
    }

    function test_appeal_revertsAfterOneThatDecided(bool upheld) public {
        bytes32 earlier = appeal(task, nonce);
        nextBlock();
        consensus.settle(settlementOf(earlier, upheld ? TRUTH : LIE));
        expectError(abi.encodeWithSelector(IConsensus.AlreadyAppealed.selector, task, earlier));
        refused();
    }

    function test_appeal_revertsForAnotherValue(uint256 value) public {
        value = bound(value, 0, 2 * minimumFee(15));
        vm.assume(value != valueOf(minimumFee(15)));
        vm.deal(STRANGER, value);
        expectError(abi.encodeWithSelector(IConsensus.WrongValue.selector, value, valueOf(minimumFee(15))));
        vm.prank(STRANGER);
        consensus.appeal{value: value}(task, terms(), minimumFee(15), 99);
    }

    function test_appeal_revertsForAFeeThatNoTaskMayHave(uint256 amount, bool low) public {
        (uint96 minimum, uint96 maximum) = (minimumFee(15), maximumFee(15));
        uint96 fee = uint96(low ? bound(amount, 0, minimum - 1) : bound(amount, maximum + 1, type(uint96).max));
        expectError(
            low
                ? abi.encodeWithSelector(IConsensus.FeeTooLow.selector, fee, minimum)
                : abi.encodeWithSelector(IConsensus.FeeTooHigh.selector, fee, maximum)
        );
        consensus.appeal(task, terms(), fee, 99);
    }

    function test_appeal_revertsWithFewerThanFifteenSeats() public {
        for (uint16 seat; seat < SEATS - 14; ++seat) {
            exit(seat);
        }
        expectError(abi.encodeWithSelector(IConsensus.NotEnoughSeats.selector, 14, 15));
        refused();
    }

    /// @dev The appellant has asked the same with the same nonce before.
    function test_appeal_revertsForATaskThatExists() public {
        uint96 fee = minimumFee(15);
        bytes32 same = addTask(order(15, fee));
        expectError(abi.encodeWithSelector(IConsensus.TaskExists.selector, same));
        vm.prank(REQUESTER);
        consensus.appeal{value: valueOf(fee)}(task, terms(), fee, nextNonce - 1);
    }

    /* HELPERS */

    function terms() private view returns (Terms memory) {
        return Terms(REQUESTER, nonce, MODEL, PROMPT);
    }

    function closedAt() private view returns (uint256) {
        return deadAt(task) + p.appealWindow;
    }

    /// @dev The error is expected by the caller.
    function refused() private {
        consensus.appeal(task, Terms(REQUESTER, nonce, MODEL, PROMPT), p.minimumFeePerSeat * 15, 99);
    }

    function checkAdded(bytes32 appealTask, address appellant, uint96 fee) private view {
        Task memory t = consensus.getTask(appealTask);
        assertEq(t.requester, appellant, "appellant");
        assertEq(t.fee, fee, "fee");
        assertEq(t.committeeSize, 15, "size");
        assertEq(t.addedAt, block.timestamp, "time");
        assertEq(t.addedIn, block.number, "block");
        assertEq(uint8(t.state), uint8(State.Open), "state");
        (,, bytes32 known, bool overturned) = consensus.result(task);
        assertEq(known, appealTask, "known");
        assertEq(overturned, false, "not yet");
    }
}
