// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {State} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensus} from "../../src/interfaces/IConsensus.sol";
import {BaseTest} from "../BaseTest.sol";

contract RevealTest is BaseTest {
    bytes32 private task;

    function setUp() public override {
        super.setUp();
        task = sealedTask(5);
    }

    function test_reveal_opensTheVote(uint256 m, bytes32 output, bytes32 salt) public {
        uint8 member = uint8(bound(m, 0, 4));
        vm.assume(output != 0);
        for (uint8 i; i < 5; ++i) {
            address signer = signerAt(task, i);
            bytes32 sealed_ = consensus.commitmentOf(task, seatAt(task, i), output, salt);
            vm.prank(signer);
            consensus.commit(task, i, sealed_);
        }
        vm.expectEmit(address(consensus));
        emit IConsensus.Revealed(task, member, output);

        consensus.reveal(task, member, output, salt);

        assertEq(consensus.getTask(task).revealed, 1 << member, "revealed");
        assertEq(consensus.ballots(task)[member], output, "ballot");
        assertState(task, State.Open);
    }

    function test_reveal_byAnybodyWhoKnowsTheOpening(address watchtower) public {
        commitAll(task, 0, 5, TRUTH);
        vm.prank(watchtower);
        consensus.reveal(task, 2, TRUTH, saltOf(task, 2));
        assertEq(consensus.getTask(task).revealed, 1 << 2, "revealed");
    }

    function test_reveal_asSoonAsAllHaveCommitted() public {
        commitAll(task, 0, 5, TRUTH);
        reveal(task, 0, TRUTH);
        assertEq(consensus.getTask(task).revealed, 1, "revealed");
    }

    function test_reveal_ofSomeOnceTheCommitWindowIsOver(uint256 late) public {
        commitAll(task, 0, 2, TRUTH);
        vm.warp(commitEnd(task) + bound(late, 0, p.revealWindow - 1));
        reveal(task, 0, TRUTH);
        assertEq(consensus.getTask(task).revealed, 1, "revealed");
    }

    function test_reveal_lastOneDecides() public {
        commitAll(task, 0, 5, TRUTH);
        revealAll(task, 0, 4, TRUTH);
        assertState(task, State.Open);
        vm.expectEmit(address(consensus));
        emit IConsensus.Decided(task, bytes.concat(hex"01551220", TRUTH), 31, minimumFee(5) / 5);

        reveal(task, 4, TRUTH);

        assertState(task, State.Decided);
    }

    function test_reveal_lastOneOfThoseWhoCommittedDecides() public {
        commitAll(task, 0, 4, TRUTH);
        vm.warp(commitEnd(task));
        revealAll(task, 0, 4, TRUTH);
        assertState(task, State.Decided);
        assertEq(consensus.getTask(task).output, TRUTH, "output");
    }

    function test_reveal_lastOneMayLeaveItUndecided() public {
        commitAll(task, 0, 3, TRUTH);
        commitAll(task, 3, 5, LIE);
        revealAll(task, 0, 3, TRUTH);
        revealAll(task, 3, 5, LIE);
        assertState(task, State.Undecided);
    }

    function test_reveal_revertsForAnUnknownTask(bytes32 unknown) public {
        vm.assume(unknown != task);
        expectError(abi.encodeWithSelector(IConsensus.TaskUnknown.selector, unknown));
        consensus.reveal(unknown, 0, TRUTH, 0);
    }

    function test_reveal_revertsForAClosedTask() public {
        agree(task, TRUTH);
        expectError(abi.encodeWithSelector(IConsensus.TaskNotOpen.selector, task, 2));
        consensus.reveal(task, 0, TRUTH, 0);
    }

    function test_reveal_revertsForAMemberBeyondTheCommittee(uint256 m) public {
        uint8 member = uint8(bound(m, 5, 255));
        expectError(abi.encodeWithSelector(IConsensus.MemberUnknown.selector, task, member));
        consensus.reveal(task, member, TRUTH, 0);
    }

    function test_reveal_revertsWhileSomebodyMayCommit(uint256 early) public {
        commitAll(task, 0, 4, TRUTH);
        uint256 opensAt = commitEnd(task);
        vm.warp(opensAt - bound(early, 1, p.commitWindow));
        bytes32 salt = saltOf(task, 0);
        expectError(abi.encodeWithSelector(IConsensus.RevealNotOpen.selector, task, opensAt));
        consensus.reveal(task, 0, TRUTH, salt);
    }

    function test_reveal_revertsAfterTheWindow(uint256 late) public {
        commitAll(task, 0, 5, TRUTH);
        uint256 closedAt = revealEnd(task);
        vm.warp(closedAt + bound(late, 0, 365 days));
        bytes32 salt = saltOf(task, 0);
        expectError(abi.encodeWithSelector(IConsensus.RevealClosed.selector, task, closedAt));
        consensus.reveal(task, 0, TRUTH, salt);
    }

    function test_reveal_revertsForAMemberThatDidNotCommit(uint256 m) public {
        commit(task, 0, TRUTH);
        uint8 member = uint8(bound(m, 1, 4));
        vm.warp(commitEnd(task));
        expectError(abi.encodeWithSelector(IConsensus.NotCommitted.selector, task, member));
        consensus.reveal(task, member, TRUTH, 0);
    }

    function test_reveal_revertsASecondTime() public {
        commitAll(task, 0, 5, TRUTH);
        reveal(task, 1, TRUTH);
        bytes32 salt = saltOf(task, 1);
        expectError(abi.encodeWithSelector(IConsensus.AlreadyRevealed.selector, task, 1));
        consensus.reveal(task, 1, TRUTH, salt);
    }

    function test_reveal_revertsWithoutOutput() public {
        commit(task, 0, 0);
        commitAll(task, 1, 5, TRUTH);
        bytes32 salt = saltOf(task, 0);
        expectError(abi.encodeWithSelector(IConsensus.EmptyDigest.selector));
        consensus.reveal(task, 0, 0, salt);
    }

    function test_reveal_revertsForAnotherOutput(bytes32 output) public {
        vm.assume(output != TRUTH && output != 0);
        commitAll(task, 0, 5, TRUTH);
        revertsForOpening(output, saltOf(task, 0));
    }

    function test_reveal_revertsForAnotherSalt(bytes32 salt) public {
        commitAll(task, 0, 5, TRUTH);
        vm.assume(salt != saltOf(task, 0));
        revertsForOpening(TRUTH, salt);
    }

    function revertsForOpening(bytes32 output, bytes32 salt) private {
        bytes32 expected = consensus.ballots(task)[0];
        bytes32 actual = consensus.commitmentOf(task, seatAt(task, 0), output, salt);
        expectError(abi.encodeWithSelector(IConsensus.WrongOpening.selector, task, 0, expected, actual));
        consensus.reveal(task, 0, output, salt);
    }
}
