// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Acknowledgement} from "../../src/interfaces/ConsensusTypes.sol";
import {Digest} from "../../src/types/Digest.sol";
import {TaskId} from "../../src/types/TaskId.sol";
import {LaneOneActions} from "./LaneOneActions.sol";

/// @notice The court: members commit one by one or are convened, reveal, copy, withhold and stay away; anybody
/// finalizes.
abstract contract CourtActions is LaneOneActions {
    /* COMMIT */

    function commit(uint256 t, uint256 m, uint256 mood) external {
        (bool exists, TaskId task) = pickOpen(t);
        if (!exists || !mayCommit(task)) return;
        uint256 member = m % stories[task].t.committeeSize;
        if (!has(stories[task].t.committed, member)) _commit(task, member, mood);
    }

    /// @dev All who have not committed yet, but liars may be in the mood to stay away.
    function commitAll(uint256 t, uint256 mood) external {
        (bool exists, TaskId task) = pickOpen(t);
        if (exists && mayCommit(task)) _commitAll(task, mood);
    }

    function _commitAll(TaskId task, uint256 mood) internal {
        for (uint256 m; m < stories[task].t.committeeSize; ++m) {
            if (!has(stories[task].t.committed, m) && !staysAway(task, m, mood)) _commit(task, m, mood);
        }
    }

    function mayCommit(TaskId task) internal view returns (bool) {
        Story storage s = stories[task];
        if (s.t.convened || now_() < s.startsAt || now_() >= commitEnd(task)) return false;
        return isSealed(task) && knowsCommittee(task);
    }

    /// @dev A copier commits to what another did, or to a word without a salt: it cannot open that, so its vote stays
    /// withheld.
    function _commit(TaskId task, uint256 member, uint256 mood) private {
        Story storage s = stories[task];
        assertEq(s.t.revealed, 0, "commit_reveal_phases_disjoint");
        Digest output = truthOf(task);
        if (isLiar(task, member)) {
            output = mood % 4 == 0 ? UNAVAILABLE : mood % 4 == 1 ? Digest.wrap(bytes32(mood | 1)) : LIE;
        }
        bytes32 commitment = commitmentOf(task, member, output);
        if (isLiar(task, member) && mood % 5 == 0) {
            commitment = copiedBy(task, member, mood);
            s.copiers |= bitOf(member);
        }
        vm.prank(s.signers[member]);
        if (s.isDrawn && mood % 2 == 0) consensus.commit(task, uint8(member), commitment);
        else consensus.drawAndCommit(s.terms, uint8(member), commitment);
        if (!s.isDrawn) count("drawAndCommit");
        (ballots[task][member], sealedOutputs[task][member]) = (commitment, output);
        s.t.committed |= bitOf(member);
        (s.isDrawn, inCourt) = (true, task);
        count("commit");
    }

    function copiedBy(TaskId task, uint256 member, uint256 mood) private view returns (bytes32 copied) {
        if (member != 0 && mix(mood, member) % 2 == 0) copied = ballots[task][member - 1];
        if (copied == 0) copied = Digest.unwrap([TRUTH, LIE, UNAVAILABLE][mix(mood, member) % 3]);
    }

    function staysAway(TaskId task, uint256 member, uint256 mood) private view returns (bool) {
        if (!isLiar(task, member)) return mix(mood, member) % 15 == 0;
        return mood % 3 == 0 && mix(mood, member) % 2 == 0;
    }

    /* CONVENE */

    function convene(uint256 t, uint256 mood) external {
        (bool exists, TaskId task) = pickOpen(t);
        if (exists && mayConvene(task)) _convene(votingOn(task, mood));
    }

    function mayConvene(TaskId task) internal view returns (bool) {
        return mayCommit(task) && stories[task].t.committed == 0;
    }

    /// @dev Those who would have voted acknowledge; what the seal says of others binds nobody.
    function _convene(Voting memory v) internal returns (bool) {
        Story storage s = stories[v.task];
        if (countOf(v.voters) < quorumOf(v.outputs.length)) return false;
        consensus.convene(s.terms, commitmentsOf(v), acknowledgementsOf(v));
        for (uint256 m; m < v.outputs.length; ++m) {
            if (!has(v.voters, m)) continue;
            (ballots[v.task][m], sealedOutputs[v.task][m]) = (commitmentOf(v.task, m, v.outputs[m]), v.outputs[m]);
        }
        (s.t.committed, s.t.convened, s.isDrawn, inCourt) = (v.voters, true, true, v.task);
        _keepSeal(v);
        count("convene");
        return true;
    }

    function acknowledgementsOf(Voting memory v) internal view returns (Acknowledgement[] memory words) {
        bytes32 digest = consensus.acknowledgementDigest(v.task, sealOf(v));
        words = new Acknowledgement[](countOf(v.voters));
        uint256 next;
        for (uint256 m; m < v.outputs.length; ++m) {
            if (!has(v.voters, m)) continue;
            (bytes32 r, bytes32 vs) = vm.signCompact(keyOf[stories[v.task].signers[m]], digest);
            words[next++] = Acknowledgement(uint8(m), r, vs);
        }
    }

    /* REVEAL */

    function reveal(uint256 t, uint256 m) external {
        (bool exists, TaskId task) = m % 4 == 0 ? pick(decidedTasks, t) : pickOpen(t);
        if (!exists) return;
        uint256 member = (m / 4) % stories[task].t.committeeSize;
        if (mayReveal(task, member)) _reveal(task, member);
    }

    /// @dev All who can, but liars may be in the mood to withhold.
    function revealAll(uint256 t, uint256 mood) external {
        (bool exists, TaskId task) = mood % 4 == 0 ? pick(decidedTasks, t) : pickOpen(t);
        if (exists) _revealAll(task, mood >> 8);
    }

    function _revealAll(TaskId task, uint256 mood) internal {
        for (uint256 m; m < stories[task].t.committeeSize; ++m) {
            if (mayReveal(task, m) && !staysAway(task, m, mood)) _reveal(task, m);
        }
    }

    function mayReveal(TaskId task, uint256 member) internal view returns (bool) {
        Story storage s = stories[task];
        if (now_() >= revealEnd(task) || !(isOpen(task) || isDecided(task)) || !areCommitsOver(task)) return false;
        return has(s.t.committed & ~s.t.revealed & ~s.copiers, member);
    }

    function areCommitsOver(TaskId task) internal view returns (bool) {
        Story storage s = stories[task];
        return s.t.convened || now_() >= commitEnd(task) || s.t.committed == allOf(s.t.committeeSize);
    }

    /// @dev A quorum decides at once; who comes after it is paid or slashed.
    function _reveal(TaskId task, uint256 member) internal {
        Story storage s = stories[task];
        Digest output = sealedOutputs[task][member];
        consensus.reveal(task, uint8(member), output, saltOf(task, member));
        ballots[task][member] = Digest.unwrap(output);
        count("reveal");
        if (isDecided(task)) return _countLate(task, member, output);
        s.t.revealed |= bitOf(member);
        if (countOf(s.t.revealed) < quorumOf(s.t.committeeSize)) return;
        if (!_judge(task, revealedVotes(task))) return;
        count(s.t.convened ? "judgedByConvening" : "judged");
        if (s.wasBlocked) count("courtAfterLaneOne");
    }

    /* FINALIZE */

    function finalize(uint256 t) external {
        (bool exists, TaskId task) = pickOpen(t);
        if (exists && mayFinalize(task)) _finalize(task);
    }

    function mayFinalize(TaskId task) internal view returns (bool) {
        return now_() >= revealEnd(task) || stories[task].t.revealed == allOf(stories[task].t.committeeSize);
    }

    /// @dev Without a quorum. Where nobody came all goes back; else what blockers forgo is kept, and who sealed a vote
    /// and kept it is slashed, unless nobody opened any: then the chain failed.
    function _finalize(TaskId task) internal {
        Story storage s = stories[task];
        consensus.finalize(task);
        count("finalize");
        if (s.t.committed == 0) return _undecide(task, 0);
        uint256 kept = keptOf(s.t.committeeSize);
        uint16 withheld = s.t.revealed == 0 ? 0 : s.t.committed & ~s.t.revealed;
        s.t.punished |= withheld;
        _undecide(task, kept);
        _toSink(kept + _slashAll(task, withheld, lieCost(s.t.share, s.t.appealable), Cause.Withheld));
        count(withheld == 0 ? "blocked" : "blockedWithWithheld");
    }

    function _slashAll(TaskId task, uint16 guilty, uint256 penalty, Cause cause) internal returns (uint256 slashed) {
        for (uint256 m; m < stories[task].t.committeeSize; ++m) {
            if (has(guilty, m)) slashed += _loses(task, m, penalty, cause);
        }
    }
}
