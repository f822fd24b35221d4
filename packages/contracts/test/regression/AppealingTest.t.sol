// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Contradiction, Settlement, State, Terms} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensus} from "../../src/interfaces/IConsensus.sol";
import {AttackTest} from "./AttackTest.sol";

/// @notice Escaping an appeal, misusing one, and hitting the wrong seats by it.
contract AppealingTest is AttackTest {
    uint8 private constant SIZE = 5;
    bytes32 private task;
    uint64 private nonce;

    /// @dev The shortest lives that the constructor allows: whatever is possible late is possible here.
    function setUp() public override {
        super.setUp();
        (p.appealWindow, p.exitNotice) = (100, 1);
        p.unbondingPeriod = 2 * life() + p.appealWindow;
        redeploy(SEATS);
    }

    /* BLOCKING */

    /// @dev The losing side appeals first and has that appeal decide nothing, again and again: as often, it can be
    /// repeated, and in the end one decides.
    function test_blocked_appeal_can_be_repeated(uint256 times) public {
        wrongDecision();
        for (uint256 i; i < bound(times, 1, 5); ++i) {
            bytes32 blocked = appeal(task, nonce);
            nextBlock();
            consensus.settle(settlementOf(blocked, UNAVAILABLE));
            expectError(abi.encodeWithSelector(IConsensus.TaskNotDecided.selector, blocked, State.Undecided));
            consensus.overturn(task);
        }
        decideOtherwise(appeal(task, nonce));
        consensus.overturn(task);
    }

    /// @dev Nor can an open one be pushed aside by another that its friends pay for.
    function test_appeal_cannot_be_replaced(bool decided) public {
        wrongDecision();
        bytes32 first = appeal(task, nonce);
        if (decided) decideOtherwise(first);
        uint96 fee = minimumFee(15);
        fundedPrank(makeAddress("friend"), fee);
        expectError(abi.encodeWithSelector(IConsensus.AlreadyAppealed.selector, task, first));
        consensus.appeal{value: valueOf(fee)}(task, Terms(REQUESTER, nonce, MODEL, PROMPT), fee, 77);
    }

    function test_appeal_of_an_appeal() public {
        wrongDecision();
        uint64 itsNonce = nextNonce;
        bytes32 first = appeal(task, nonce);
        decideOtherwise(first);
        uint96 fee = minimumFee(15);
        fundedPrank(STRANGER, fee);
        expectError(abi.encodeWithSelector(IConsensus.AppealIsFinal.selector, first));
        consensus.appeal{value: valueOf(fee)}(first, Terms(STRANGER, itsNonce, MODEL, PROMPT), fee, 77);
    }

    /// @dev Not even one that was blocked, and that nothing depends on any more.
    function test_appeal_of_a_blocked_appeal() public {
        wrongDecision();
        uint64 itsNonce = nextNonce;
        bytes32 blocked = appeal(task, nonce);
        nextBlock();
        consensus.settle(settlementOf(blocked, UNAVAILABLE));
        expectError(abi.encodeWithSelector(IConsensus.TaskNotDecided.selector, blocked, State.Undecided));
        consensus.appeal(blocked, Terms(STRANGER, itsNonce, MODEL, PROMPT), minimumFee(15), 77);
    }

    /// @dev An easier question, whose answer is another for sure.
    function test_appeal_with_another_prompt(bytes32 model, bytes32 prompt) public {
        vm.assume(model != MODEL || prompt != PROMPT);
        wrongDecision();
        bytes32 other = consensus.taskId(REQUESTER, nonce, model, prompt, SIZE);
        expectError(abi.encodeWithSelector(IConsensus.WrongTerms.selector, task, other));
        consensus.appeal(task, Terms(REQUESTER, nonce, model, prompt), minimumFee(15), 77);
    }

    /* TIME */

    /// @dev As late as an appeal can come, decided as late as it can be: there is time left to draw the consequences.
    function test_latest_appeal_can_be_overturned() public {
        wrongDecision();
        consensus.draw(task);
        uint256 addedAt = consensus.getTask(task).addedAt;
        vm.warp(deadAt(task) + p.appealWindow - 1);
        bytes32 last = appeal(task, nonce);
        vm.roll(vm.getBlockNumber() + 1);
        Settlement memory s = settlementOf(last, TRUTH);
        vm.warp(deadAt(last) - 1);
        consensus.settle(s);
        assertLt(block.timestamp, addedAt + p.unbondingPeriod, "the stakes are still there");
        consensus.overturn(task);
        assertEq(balanceOf(seatAt(task, 0)), shareOf(minimumFee(SIZE), 4) + shareIfIn(last, 0), "a bond less");
    }

    /// @dev A winner announces its exit in the same second as the task, the shortest notice, the shortest unbonding:
    /// its stake is there until overturning ends, and from then on nobody is overturned.
    function test_overturn_never_hits_a_reused_slot(uint256 late) public {
        nonce = nextNonce;
        task = addTask(SIZE, minimumFee(SIZE));
        for (uint16 seat; seat < SEATS - 15; ++seat) {
            exit(seat);
        }
        uint256 freeAt = uint256(consensus.getSeat(0).to) + p.unbondingPeriod;
        nextBlock();
        settleWrong();
        decideOtherwise(appeal(task, nonce));
        uint256 closedAt = uint256(consensus.getTask(task).addedAt) + p.unbondingPeriod;
        assertEq(freeAt, closedAt + p.exitNotice, "free after it is closed");
        vm.warp(closedAt - 1);
        bool open = canOverturn();
        assertTrue(open, "in time");
        vm.warp(closedAt);
        isClosed(closedAt);
        vm.warp(freeAt + bound(late, 0, 30 days));
        for (uint16 seat; seat < SEATS - 15; ++seat) {
            withdrawSeat(seat);
            join(SEATS + seat);
        }
        isClosed(closedAt);
        for (uint16 seat; seat < SEATS - 15; ++seat) {
            assertEq(balanceOf(seat), p.bond, "the new owner has its bond");
        }
    }

    /// @dev The same for a contradiction: the task is dead long before.
    function test_punish_never_hits_a_reused_slot() public {
        task = addTask(SIZE, minimumFee(SIZE));
        for (uint16 seat; seat < SEATS; ++seat) {
            exit(seat);
        }
        uint256 freeAt = uint256(consensus.getSeat(0).to) + p.unbondingPeriod;
        nextBlock();
        settleAsRequester(settlementOf(task, outputsOf(SIZE, TRUTH), 15));
        uint256 diedAt = deadAt(task);
        assertLt(diedAt, freeAt, "dead before");
        vm.warp(freeAt);
        uint16 reused = seatAt(task, 4);
        withdrawSeat(reused);
        assertEq(join(SEATS), reused, "the slot has a new owner");
        // Its new key signs as well.
        Contradiction memory c = contradiction(task, 4, LIE);
        expectError(abi.encodeWithSelector(IConsensus.TaskDead.selector, task, diedAt));
        consensus.punish(c);
        assertEq(balanceOf(reused), p.bond, "untouched");
    }

    /// @dev Nor is anybody paid who did not vote: a task that is dead is only ever refunded.
    function test_settle_never_pays_a_reused_slot() public {
        task = addTask(SIZE, minimumFee(SIZE));
        for (uint16 seat; seat < SEATS; ++seat) {
            exit(seat);
        }
        nextBlock();
        consensus.draw(task);
        Settlement memory s = settlementOf(task, TRUTH);
        skip(uint256(p.exitNotice) + p.unbondingPeriod);
        uint16 reused = seatAt(task, 0);
        withdrawSeat(reused);
        join(SEATS);
        uint256 diedAt = deadAt(task);
        expectError(abi.encodeWithSelector(IConsensus.TaskDead.selector, task, diedAt));
        consensus.settle(s);
        consensus.finalize(task);
        assertEq(balanceOf(reused), p.bond, "untouched");
        assertEq(consensus.credit(REQUESTER), minimumFee(SIZE), "refunded");
    }

    /* MONEY */

    /// @dev Appealing a right decision costs the whole fee.
    function test_appeal_of_a_right_decision_costs_its_fee() public {
        nonce = nextNonce;
        task = sealedTask(SIZE);
        consensus.settle(settlementOf(task, TRUTH));
        bytes32 appealTask = appeal(task, nonce);
        nextBlock();
        consensus.settle(settlementOf(appealTask, TRUTH));
        expectError(abi.encodeWithSelector(IConsensus.AppealUpheld.selector, task, appealTask));
        consensus.overturn(task);
        assertEq(consensus.credit(STRANGER), 0, "nothing back");
    }

    /// @dev Who told the truth and was not brought by the liars is not slashed for it once an appeal has found it
    /// right: after the overturn nobody would repay it.
    function test_truth_is_no_contradiction_once_found_right(bool overturned) public {
        nonce = nextNonce;
        task = sealedTask(SIZE);
        settleAsRequester(settlementOf(task, outputsOf(SIZE, LIE), 15));
        decideOtherwise(appeal(task, nonce));
        if (overturned) consensus.overturn(task);
        Contradiction memory c = contradiction(task, 4, TRUTH);
        expectError(abi.encodeWithSelector(IConsensus.NoContradiction.selector, task, 4));
        consensus.punish(c);
    }

    /// @dev Liars appeal themselves, with the highest fee, for the reward out of their own bonds: half of those is gone
    /// all the same.
    function test_liars_that_appeal_themselves_lose_half_their_bonds(uint256 amount) public {
        wrongDecision();
        uint96 fee = boundFee(amount, 15);
        fundedPrank(STRANGER, fee);
        Terms memory terms = Terms(REQUESTER, nonce, MODEL, PROMPT);
        bytes32 appealTask = consensus.appeal{value: valueOf(fee)}(task, terms, fee, nextNonce++);
        decideOtherwise(appealTask);
        consensus.overturn(task);
        uint256 pool = 4 * uint256(p.bond) - hardSlash();
        uint256 reward = consensus.credit(STRANGER);
        uint256 saved = reward > fee ? reward - fee : 0;
        assertLe(saved, pool / 2, "what comes back, less what it cost");
    }

    /* HELPERS */

    function life() private view returns (uint32) {
        return p.commitWindow + p.revealWindow + p.proofWindow;
    }

    function wrongDecision() private {
        nonce = nextNonce;
        task = sealedTask(SIZE);
        settleWrong();
    }

    /// @dev Four lie, the last tells the truth.
    function settleWrong() private {
        bytes32[] memory outputs = outputsOf(SIZE, LIE);
        outputs[4] = TRUTH;
        consensus.settle(settlementOf(task, outputs));
    }

    function decideOtherwise(bytes32 appealTask) private {
        nextBlock();
        consensus.settle(settlementOf(appealTask, TRUTH));
    }

    function shareIfIn(bytes32 appealTask, uint8 member) private view returns (uint96) {
        uint16 seat = seatAt(task, member);
        (uint16[] memory seats,) = consensus.committee(appealTask);
        for (uint256 i; i < seats.length; ++i) {
            if (seats[i] == seat) return shareOf(minimumFee(15), 15);
        }
        return 0;
    }

    /// @dev Without doing it.
    function canOverturn() private returns (bool done) {
        uint256 snapshot = vm.snapshotState();
        (done,) = address(consensus).call(abi.encodeCall(consensus.overturn, (task)));
        vm.revertToState(snapshot);
    }

    function isClosed(uint256 closedAt) private {
        expectError(abi.encodeWithSelector(IConsensus.OverturnClosed.selector, task, closedAt));
        consensus.overturn(task);
    }
}
