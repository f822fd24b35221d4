// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Contradiction, LateVote} from "../../src/interfaces/ConsensusTypes.sol";
import {Digest} from "../../src/types/Digest.sol";
import {TaskId} from "../../src/types/TaskId.sol";
import {CourtActions} from "./CourtActions.sol";

/// @notice What comes after a decision: votes that were left out, lies that were signed, and the end of the account.
abstract contract LateVoteActions is CourtActions {
    /* VOTES THAT WERE LEFT OUT */

    function addVote(uint256 t, uint256 m) external {
        (bool exists, TaskId task) = pick(decidedTasks, t);
        if (exists) _addVotes(task, m, 1);
    }

    /// @dev As many as asked for, from a member on.
    function _addVotes(TaskId task, uint256 from, uint256 many) internal {
        uint256 size = stories[task].t.committeeSize;
        for (uint256 i; i < size && many != 0; ++i) {
            uint256 member = (from % size + i) % size;
            if (!mayAddVote(task, member)) continue;
            _addVote(task, member);
            --many;
        }
    }

    function mayAddVote(TaskId task, uint256 member) internal view returns (bool) {
        Story storage s = stories[task];
        if (!isAlive(task) || s.seal == 0) return false;
        return !has(s.t.revealed, member) && !keptOutputs[task][member].isNone();
    }

    function _addVote(TaskId task, uint256 member) private {
        consensus.addVote(lateVoteOf(task, member));
        count("addVote");
        _countLate(task, member, keptOutputs[task][member]);
    }

    function lateVoteOf(TaskId task, uint256 member) internal view returns (LateVote memory v) {
        Story storage s = stories[task];
        Voting memory sealed_ = keptVoting(task);
        (v.task, v.committee, v.member) = (task, s.committee, uint8(member));
        (v.output, v.commitments) = (keptOutputs[task][member], commitmentsOf(sealed_));
        v.vote = voteOf(task, member, consensus.voteDigest(task, v.output, s.seal));
    }

    function keptVoting(TaskId task) private view returns (Voting memory v) {
        v.task = task;
        v.outputs = new Digest[](stories[task].t.committeeSize);
        for (uint256 m; m < v.outputs.length; ++m) {
            v.outputs[m] = keptOutputs[task][m];
        }
    }

    /* LIES */

    /// @dev Liars sign whatever they like, winners among them; honest members only the truth, which contradicts only
    /// what a quorum of liars decided.
    function punish(uint256 t, uint256 m, uint256 seed) external {
        (bool exists, TaskId task) = pick(decidedTasks, t);
        if (exists) _punishSomebody(task, m, seed);
    }

    function _punishSomebody(TaskId task, uint256 m, uint256 seed) internal {
        if (!isAlive(task)) return;
        Story storage s = stories[task];
        for (uint256 i; i < s.t.committeeSize; ++i) {
            uint256 member = (m % 15 + i) % s.t.committeeSize;
            Digest signed = isLiar(task, member) ? [TRUTH, LIE][seed % 2] : truthOf(task);
            if (!isLie(task, signed) || !mayPunish(task, member)) continue;
            // Winners are many: half of the time one that was not there.
            if (seed % 4 < 2 && has(s.t.winners, member)) continue;
            return _punish(task, member, signed, anyPerson(seed));
        }
    }

    /// @dev Neither what was decided and is not overturned, nor what the appeal found, nor that there was nothing to
    /// answer.
    function isLie(TaskId task, Digest output) internal view returns (bool) {
        Story storage s = stories[task];
        bool isFound = isDecided(s.appeal.task) && output == stories[s.appeal.task].t.output;
        bool isDecision = output == s.t.output && !s.appeal.overturned;
        return !isDecision && !isFound && output != UNAVAILABLE;
    }

    /// @dev Who lost an `UNAVAILABLE` pays the rest.
    function mayPunish(TaskId task, uint256 member) internal view returns (bool) {
        bool isDue = !has(stories[task].t.punished, member) || lostUnavailable(task, member);
        return isDue && leftOfFormer(task, member) != 0;
    }

    /// @dev What a key may still cost that its seat does not use any more.
    function leftOfFormer(TaskId task, uint256 member) internal view returns (uint256) {
        uint16 seat = seatAt(task, member);
        bool isFormer = epochAt(stories[task].t.addedAt) < seats[seat].signerSince;
        return isFormer ? hardSlash() - costOfFormer[seat] : type(uint256).max;
    }

    function lostUnavailable(TaskId task, uint256 member) internal view returns (bool) {
        Story storage s = stories[task];
        bool isPunished = has(s.t.punished & ~s.t.winners, member);
        return isPunished && ballots[task][member] == Digest.unwrap(UNAVAILABLE);
    }

    function contradictionOf(TaskId task, uint256 member, Digest output)
        internal
        view
        returns (Contradiction memory c)
    {
        bytes32 seal = keccak256("another seal");
        (c.task, c.committee, c.member) = (task, stories[task].committee, uint8(member));
        (c.output, c.seal) = (output, seal);
        bytes32 digest = consensus.voteDigest(task, output, seal);
        (c.r, c.vs) = vm.signCompact(keyOf[stories[task].signers[member]], digest);
    }

    function _punish(TaskId task, uint256 member, Digest output, address reporter) private {
        Story storage s = stories[task];
        Contradiction memory c = contradictionOf(task, member, output);
        vm.prank(reporter);
        consensus.punish(c);
        bool isMore = lostUnavailable(task, member);
        uint256 penalty = lieCostOf(task) - (isMore ? softSlash() : 0);
        uint256 left = leftOfFormer(task, member);
        if (left < penalty) penalty = left;
        if (left != type(uint256).max) costOfFormer[seatAt(task, member)] += penalty;
        bool won = has(s.t.winners, member);
        if (!has(s.t.revealed, member)) _forfeit(task, member);
        s.t.punished |= bitOf(member);
        if (!won) ballots[task][member] = Digest.unwrap(output);
        uint256 slashed = _loses(task, member, penalty, Cause.Shown);
        uint256 bounty = bountyOf(slashed);
        _toCredit(reporter, bounty);
        s.held += slashed - bounty;
        count(isMore ? "punishMore" : won ? "punishWinner" : "punishAbsent");
    }

    function _forfeit(TaskId task, uint256 member) private {
        Story storage s = stories[task];
        s.t.revealed |= bitOf(member);
        s.t.closed = s.t.closed || s.t.revealed == allOf(s.t.committeeSize);
        _toSink(s.t.share);
    }

    /* THE END */

    function close(uint256 t, uint256 person) external {
        (bool exists, TaskId task) = pick(decidedTasks, t);
        if (exists && mayClose(task)) _close(task, anyPerson(person));
    }

    function mayClose(TaskId task) internal view returns (bool) {
        return isDecided(task) && !stories[task].t.closed && !isAlive(task);
    }

    /// @dev Who sealed a vote on-chain and kept it pays for a lie, who did not come to the court a little.
    function _close(TaskId task, address by) internal {
        Story storage s = stories[task];
        vm.prank(by);
        consensus.close(task, s.committee);
        uint16 unknown = allOf(s.t.committeeSize) & ~s.t.revealed;
        uint16 withheld = unknown & s.t.committed;
        uint16 absent = s.isSettled || s.t.convened ? 0 : unknown & ~withheld;
        s.t.closed = true;
        s.t.punished |= withheld | absent;
        _toSink(s.t.share * countOf(unknown));
        uint256 slashed = _slashAll(task, withheld, lieCost(s.t.share, s.t.appealable), Cause.Withheld);
        uint256 bounty = bountyOf(slashed);
        _toCredit(by, bounty);
        _toSink(slashed - bounty + _slashAll(task, absent, softSlash(), Cause.Absent));
        count(withheld != 0 ? "closeWithheld" : absent != 0 ? "closeAbsent" : "close");
    }
}
