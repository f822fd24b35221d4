// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {State, Task} from "../../src/interfaces/ConsensusTypes.sol";
import {LaneOneActions} from "./LaneOneActions.sol";

/// @notice The court: members commit, reveal, copy, withhold and stay away; anybody finalizes.
abstract contract LaneTwoActions is LaneOneActions {
    /* COMMIT */

    function commit(uint256 t, uint256 m, uint256 mood) external {
        (bool exists, bytes32 task) = pickOpen(t);
        if (!exists || !mayCommit(task)) return;
        uint256 member = m % stories[task].size;
        if (consensus.getTask(task).committed & (1 << member) == 0) _commit(task, member, mood);
    }

    /// @dev All who have not committed yet, but liars may be in the mood to stay away.
    function commitAll(uint256 t, uint256 mood) external {
        (bool exists, bytes32 task) = pickOpen(t);
        if (exists && mayCommit(task)) _commitAll(task, mood);
    }

    function _commitAll(bytes32 task, uint256 mood) internal {
        uint16 committed = consensus.getTask(task).committed;
        for (uint256 m; m < stories[task].size; ++m) {
            if (committed & (1 << m) == 0 && !staysAway(task, m, mood)) _commit(task, m, mood);
        }
    }

    function mayCommit(bytes32 task) internal view returns (bool) {
        return isSealed(task) && now_() < commitEnd(task) && knowsCommittee(task);
    }

    /// @dev 17. A copier commits to what another did, or to a word without a salt: it cannot open that, so its vote
    /// stays withheld.
    function _commit(bytes32 task, uint256 member, uint256 mood) private {
        assertEq(consensus.getTask(task).revealed, 0, "commit_reveal_phases_disjoint");
        bytes32 output = truthOf(task);
        if (isLiar(task, member)) output = mood % 4 == 0 ? UNAVAILABLE : mood % 4 == 1 ? bytes32(mood | 1) : LIE;
        bytes32 commitment = commitmentOf(task, member, output);
        if (isLiar(task, member) && mood % 5 == 0) {
            commitment = copiedBy(task, member, mood);
            stories[task].copiers |= uint16(1 << member);
        }
        vm.prank(signerAt(task, member));
        consensus.commit(task, uint8(member), commitment);
        sealedOutputs[task][member] = output;
        stories[task].isDrawn = true;
        inCourt = task;
        count("commit");
    }

    function copiedBy(bytes32 task, uint256 member, uint256 mood) private view returns (bytes32 copied) {
        if (member != 0 && mix(mood, member) % 2 == 0) copied = consensus.ballots(task)[member - 1];
        if (copied == 0) copied = [TRUTH, LIE, UNAVAILABLE][mix(mood, member) % 3];
    }

    function staysAway(bytes32 task, uint256 member, uint256 mood) private view returns (bool) {
        return isLiar(task, member) && mood % 3 == 0 && mix(mood, member) % 2 == 0;
    }

    /* REVEAL */

    function reveal(uint256 t, uint256 m) external {
        (bool exists, bytes32 task) = pickOpen(t);
        if (exists && mayReveal(task, m % stories[task].size)) _reveal(task, m % stories[task].size);
    }

    /// @dev All who can, but liars may be in the mood to withhold.
    function revealAll(uint256 t, uint256 mood) external {
        (bool exists, bytes32 task) = pickOpen(t);
        if (exists) _revealAll(task, mood >> 8);
    }

    function _revealAll(bytes32 task, uint256 mood) internal {
        for (uint256 m; m < stories[task].size; ++m) {
            if (mayReveal(task, m) && !staysAway(task, m, mood)) _reveal(task, m);
        }
    }

    function mayReveal(bytes32 task, uint256 member) private view returns (bool) {
        if (now_() >= revealEnd(task)) return false;
        Task memory t = consensus.getTask(task);
        uint256 mine = 1 << member;
        if (t.state != State.Open || !areCommitsOver(task, t)) return false;
        return t.committed & mine != 0 && t.revealed & mine == 0 && stories[task].copiers & mine == 0;
    }

    function areCommitsOver(bytes32 task, Task memory t) internal view returns (bool) {
        return now_() >= commitEnd(task) || countOf(t.committed) == t.committeeSize;
    }

    function _reveal(bytes32 task, uint256 member) private {
        Task memory t = consensus.getTask(task);
        bool isLast = t.revealed | (1 << member) == t.committed;
        Books memory expected;
        if (isLast) expected = books();
        consensus.reveal(task, uint8(member), sealedOutputs[task][member], saltOf(task, member));
        count("reveal");
        if (isLast) _concluded(expected, task);
    }

    /* FINALIZE */

    function finalize(uint256 t) external {
        (bool exists, bytes32 task) = pickOpen(t);
        if (exists && mayFinalize(task)) _finalize(task);
    }

    function mayFinalize(bytes32 task) internal view returns (bool) {
        if (now_() >= revealEnd(task)) return true;
        Task memory t = consensus.getTask(task);
        return areCommitsOver(task, t) && t.committed == t.revealed;
    }

    function _finalize(bytes32 task) internal {
        Books memory expected = books();
        consensus.finalize(task);
        _concluded(expected, task);
        count("finalize");
        if (!isAlive(task)) count("finalizeDead");
    }

    function _concluded(Books memory expected, bytes32 task) private {
        Task memory t = consensus.getTask(task);
        bytes32[] memory votes = new bytes32[](t.committeeSize);
        for (uint256 m; m < votes.length; ++m) {
            if (t.revealed & (1 << m) != 0) votes[m] = sealedOutputs[task][m];
        }
        _judge(expected, task, t, votes, true);
        _assertBooks(expected);
        if (stories[task].wasBlocked && t.state == State.Decided) count("courtAfterLaneOne");
    }
}
