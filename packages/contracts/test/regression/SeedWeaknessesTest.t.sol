// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {State} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensus} from "../../src/interfaces/IConsensus.sol";
import {BaseTest} from "../BaseTest.sol";
import {Vm} from "../support/Vm.sol";

/// @notice The weaknesses of the contract that this project started from, by their number. Each test plays what went
/// wrong there and shows that it cannot here.
contract SeedWeaknessesTest is BaseTest {
    /// @dev There: fifty calls turned a payment of 10 into 500, taken from other nodes' stakes.
    function test_E1_aTimedOutTaskIsRefundedOnce(uint256 late) public {
        bytes32 task = sealedTask(3, 0.03 ether);
        uint256 before = REQUESTER.balance;
        vm.warp(commitEnd(task) + bound(late, 0, 365 days));
        consensus.finalize(task);
        for (uint256 i; i < 50; ++i) {
            expectError(abi.encodeWithSelector(IConsensus.TaskNotOpen.selector, task, State.Undecided));
            vm.prank(REQUESTER);
            consensus.finalize(task);
        }
        vm.prank(REQUESTER);
        consensus.withdraw();
        expectError(abi.encodeWithSelector(IConsensus.NothingToWithdraw.selector, REQUESTER));
        vm.prank(REQUESTER);
        consensus.withdraw();
        assertEq(REQUESTER.balance - before, 0.03 ether, "what was paid, once");
        assertEq(address(consensus).balance, uint256(SEATS) * p.bond, "the stakes are all there");
    }

    /// @dev There: a task that had succeeded and was paid was refunded too, after its timeout.
    function test_E1b_aPaidTaskIsNotRefunded(uint256 late) public {
        bytes32 task = decidedTask(5, 0.05 ether);
        skip(bound(late, 0, 365 days));
        expectError(abi.encodeWithSelector(IConsensus.TaskNotOpen.selector, task, State.Decided));
        vm.prank(REQUESTER);
        consensus.finalize(task);
        assertEq(consensus.credit(REQUESTER), 0, "no refund");
    }

    /// @dev There: one node submitted twice and was the consensus alone.
    function test_E2_oneNodeIsNotAConsensus() public {
        bytes32 task = sealedTask(3);
        (, address[] memory signers) = consensus.committee(task);
        commit(task, 0, LIE);
        for (uint8 member; member < 3; ++member) {
            bytes memory reason = member == 0
                ? abi.encodeWithSelector(IConsensus.AlreadyCommitted.selector, task, 0)
                : abi.encodeWithSelector(IConsensus.NotSeatSigner.selector, seatAt(task, member), signers[0]);
            expectError(reason);
            vm.prank(signers[0]);
            consensus.commit(task, member, keccak256("again"));
        }
        vm.warp(commitEnd(task));
        reveal(task, 0, LIE);
        assertState(task, State.Undecided);
        assertEq(balanceOf(seatAt(task, 0)), p.bond, "no reward");
    }

    /// @dev There: with four different answers, stakes were returned twice, and 390 were held where 800 were owed.
    function test_E3_fourDifferentAnswersAreCountedOnce() public {
        bytes32 task = sealedTask(4);
        for (uint8 member; member < 4; ++member) {
            commit(task, member, bytes32(uint256(member) + 1));
        }
        for (uint8 member; member < 4; ++member) {
            reveal(task, member, bytes32(uint256(member) + 1));
        }
        assertState(task, State.Undecided);
        expectError(abi.encodeWithSelector(IConsensus.TaskNotOpen.selector, task, State.Undecided));
        consensus.finalize(task);
        assertConservation(0);
        for (uint8 member; member < 4; ++member) {
            assertEq(balanceOf(seatAt(task, member)), p.bond, "the stake, once");
        }
    }

    /// @dev There: in a 1-1 tie the first submitter's answer became the result, unpunished and free.
    function test_E4_aTieDecidesNothing(bool truthFirst) public {
        (bytes32 first, bytes32 second) = truthFirst ? (TRUTH, LIE) : (LIE, TRUTH);
        bytes32 oneToOne = sealedTask(3);
        commit(oneToOne, 0, first);
        commit(oneToOne, 1, second);
        vm.warp(commitEnd(oneToOne));
        reveal(oneToOne, 0, first);
        reveal(oneToOne, 1, second);
        bytes32 twoToTwo = sealedTask(4);
        commitAll(twoToTwo, 0, 2, first);
        commitAll(twoToTwo, 2, 4, second);
        revealAll(twoToTwo, 0, 2, first);
        revealAll(twoToTwo, 2, 4, second);
        assertState(oneToOne, State.Undecided);
        assertState(twoToTwo, State.Undecided);
        assertEq(consensus.getTask(oneToOne).output | consensus.getTask(twoToTwo).output, 0, "no output");
        assertEq(consensus.owedSink(), 0, "nobody is punished");
    }

    /// @dev There: a node that answered correctly after validation lost its stake for ever.
    function test_E5_aLateAnswerCostsNoMoreThanAbsence() public {
        bytes32 task = sealedTask(5, 0.05 ether);
        commitAll(task, 0, 4, TRUTH);
        vm.warp(commitEnd(task));
        bytes32 commitment = commitmentFor(task, 4, TRUTH);
        address late = signerAt(task, 4);
        expectError(abi.encodeWithSelector(IConsensus.CommitClosed.selector, task, commitEnd(task)));
        vm.prank(late);
        consensus.commit(task, 4, commitment);
        revealAll(task, 0, 4, TRUTH);
        expectError(abi.encodeWithSelector(IConsensus.TaskNotOpen.selector, task, State.Decided));
        vm.prank(late);
        consensus.commit(task, 4, commitment);
        assertEq(balanceOf(seatAt(task, 4)), p.bond - 0.01 ether, "one part of the fee");
        uint16 seat = seatAt(task, 4);
        exit(seat);
        skip(uint256(p.exitNotice) + p.unbondingPeriod);
        withdrawSeat(seat);
        assertEq(ownerOf(seat).balance, p.bond - 0.01 ether, "the rest comes back");
    }

    /// @dev There: an honest node's stake was locked for ever if the task timed out.
    function test_E6_aTimedOutTaskLocksNoStake(bool finalized) public {
        bytes32 task = sealedTask(3);
        commit(task, 0, TRUTH);
        uint16 seat = seatAt(task, 0);
        exit(seat);
        skip(uint256(p.exitNotice) + p.unbondingPeriod);
        if (finalized) consensus.finalize(task);
        withdrawSeat(seat);
        assertEq(ownerOf(seat).balance, p.bond, "all of it");
    }

    /// @dev There: anybody could overwrite the finished result of a model and prompt with a later task.
    function test_E7_aLaterTaskDoesNotTouchAnEarlierOne() public {
        bytes32 first = decidedTask(3);
        bytes32 before = keccak256(abi.encode(consensus.getTask(first)));
        bytes32 second = sealedTask(3);
        assertNotEq(second, first, "the same model and prompt, another task");
        agree(second, LIE);
        assertEq(consensus.getTask(second).output, LIE, "the later result");
        assertEq(keccak256(abi.encode(consensus.getTask(first))), before, "the earlier one stays");
    }

    /// @dev There: `abi.encodePacked` of two strings, so that shifting their boundary hit another key.
    function test_E8_noBoundaryCanBeShifted(bytes32 model, bytes32 prompt, uint256 shift) public view {
        shift = bound(shift, 1, 31);
        bytes memory joined = bytes.concat(model, prompt);
        bytes32 shiftedModel = model >> (8 * shift);
        bytes32 shiftedPrompt;
        assembly {
            shiftedPrompt := mload(add(joined, sub(64, shift)))
        }
        vm.assume(shiftedModel != model || shiftedPrompt != prompt);
        assertNotEq(
            consensus.taskId(REQUESTER, 0, model, prompt, 3),
            consensus.taskId(REQUESTER, 0, shiftedModel, shiftedPrompt, 3),
            "another task"
        );
    }

    /// @dev There: results were public in events and views before others had voted.
    function test_E10_nothingTellsTheOutputBeforeAllHaveCommitted(bytes memory answer) public {
        bytes32 output = sha256(answer);
        bytes32 task = sealedTask(3);
        takeLogs();
        commitAll(task, 0, 2, output);
        Vm.Log[] memory logs = takeLogs();
        for (uint256 i; i < logs.length; ++i) {
            assertEq(mentions(logs[i].data, output), false, "no event tells it");
        }
        assertEq(mentions(abi.encode(consensus.ballots(task), consensus.getTask(task)), output), false, "no view");
        bytes32 salt = saltOf(task, 0);
        expectError(abi.encodeWithSelector(IConsensus.RevealNotOpen.selector, task, commitEnd(task)));
        consensus.reveal(task, 0, output, salt);
    }

    /// @dev There: no registration, no committee, dust for a stake.
    function test_E11_onlyDrawnSeatsVoteAndEachCostsABond(address sybil, uint96 dust) public {
        (bool held,) = consensus.seatOf(sybil);
        vm.assume(sybil != address(0) && !held);
        bytes32 task = sealedTask(3);
        (uint16[] memory seats, address[] memory signers) = consensus.committee(task);
        for (uint8 member; member < 3; ++member) {
            assertTrue(sybil != signers[member], "not drawn");
            expectError(abi.encodeWithSelector(IConsensus.NotSeatSigner.selector, seats[member], sybil));
            vm.prank(sybil);
            consensus.commit(task, member, keccak256("vote"));
        }
        dust = uint96(bound(dust, 0, p.bond - 1));
        vm.deal(sybil, dust);
        expectError(abi.encodeWithSelector(IConsensus.WrongValue.selector, dust, p.bond));
        vm.prank(sybil);
        consensus.join{value: dust}(sybil);
    }

    /// @dev There: silence was free.
    function test_E12_silenceCosts() public {
        bytes32 task = sealedTask(5, 0.05 ether);
        commitAll(task, 0, 4, TRUTH);
        vm.warp(commitEnd(task));
        revealAll(task, 0, 4, TRUTH);
        assertEq(balanceOf(seatAt(task, 4)), p.bond - 0.01 ether, "the silent one");
    }

    /// @dev There: a node could take its stake out the moment it had misbehaved.
    function test_E12_noInstantUnstake() public {
        bytes32 task = sealedTask(3);
        commit(task, 0, LIE);
        commitAll(task, 1, 3, TRUTH);
        uint16 seat = seatAt(task, 0);
        exit(seat);
        expectError(
            abi.encodeWithSelector(
                IConsensus.SeatLocked.selector, seat, block.timestamp + p.exitNotice + p.unbondingPeriod
            )
        );
        vm.prank(ownerOf(seat));
        consensus.withdrawSeat(seat);
        reveal(task, 0, LIE);
        revealAll(task, 1, 3, TRUTH);
        assertEq(balanceOf(seat), p.bond - hardSlash(), "slashed on its way out");
    }

    /// @dev There: validating looped over every task ever.
    function test_E12_closingATaskCostsTheSameAfterManyTasks() public {
        uint256 first = gasOfClosing();
        for (uint256 i; i < 100; ++i) {
            addTask(3, minimumFee(3));
        }
        assertLe(gasOfClosing(), first, "no more gas");
    }

    function gasOfClosing() private returns (uint256) {
        bytes32 task = addTask(3, minimumFee(3));
        skip(p.commitWindow);
        consensus.finalize(task);
        return vm.lastCallGas().gasTotalUsed;
    }

    function mentions(bytes memory data, bytes32 word) private pure returns (bool) {
        for (uint256 i = 32; i <= data.length; ++i) {
            bytes32 here;
            assembly {
                here := mload(add(data, i))
            }
            if (here == word) return true;
        }
        return false;
    }
}
