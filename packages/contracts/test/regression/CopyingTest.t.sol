// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {State} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensus} from "../../src/interfaces/IConsensus.sol";
import {BaseTest} from "../BaseTest.sol";

/// @notice Voting without computing: copying what others say.
contract CopyingTest is BaseTest {
    /// @dev The copier commits to the same word as an honest member; its opening names another seat.
    function test_copied_commitment() public {
        bytes32 task = sealedTask(3);
        commitAll(task, 0, 2, TRUTH);
        bytes32 theirs = consensus.ballots(task)[0];
        address copier = signerAt(task, 2);
        vm.prank(copier);
        consensus.commit(task, 2, theirs);
        reveal(task, 0, TRUTH);

        bytes32 salt = saltOf(task, 0);
        bytes32 opened = consensus.commitmentOf(task, seatAt(task, 2), TRUTH, salt);
        expectError(abi.encodeWithSelector(IConsensus.WrongOpening.selector, task, 2, theirs, opened));
        consensus.reveal(task, 2, TRUTH, salt);

        reveal(task, 1, TRUTH);
        vm.warp(revealEnd(task));
        consensus.finalize(task);
        assertEq(balanceOf(seatAt(task, 2)), p.bond - hardSlash(), "the copier is slashed");
    }

    function test_reveal_while_commit_open() public {
        bytes32 task = sealedTask(3);
        commitAll(task, 0, 2, TRUTH);
        bytes32 salt = saltOf(task, 0);
        expectError(abi.encodeWithSelector(IConsensus.RevealNotOpen.selector, task, commitEnd(task)));
        consensus.reveal(task, 0, TRUTH, salt);
    }

    /// @dev Who waits for the first reveal waits too long, whether it opened early or on time.
    function test_commit_after_reveal(bool early) public {
        bytes32 task = sealedTask(3);
        commitAll(task, 0, early ? 3 : 2, TRUTH);
        address copier = signerAt(task, 2);
        bytes32 commitment = commitmentFor(task, 2, TRUTH);
        if (!early) vm.warp(commitEnd(task));
        reveal(task, 0, TRUTH);
        bytes memory reason = early
            ? abi.encodeWithSelector(IConsensus.AlreadyCommitted.selector, task, 2)
            : abi.encodeWithSelector(IConsensus.CommitClosed.selector, task, commitEnd(task));
        expectError(reason);
        vm.prank(copier);
        consensus.commit(task, 2, commitment);
    }

    /// @dev Whoever sees a reveal in flight and sends it first does the member a favour.
    function test_front_run_reveal_only_helps() public {
        bytes32 task = sealedTask(3);
        commitAll(task, 0, 3, TRUTH);
        for (uint8 member; member < 3; ++member) {
            bytes32 salt = saltOf(task, member);
            vm.prank(STRANGER);
            consensus.reveal(task, member, TRUTH, salt);
        }
        assertState(task, State.Decided);
        for (uint8 member; member < 3; ++member) {
            assertGt(balanceOf(seatAt(task, member)), p.bond, "the member is paid");
        }
    }
}
