// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Choice, Contradiction, Settlement, Task, Vote} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensus} from "../../src/interfaces/IConsensus.sol";
import {TaskActions} from "./TaskActions.sol";

/// @notice Sealed votes are settled by whoever has them, and contradicted by whoever has others.
abstract contract LaneOneActions is TaskActions {
    /// @dev What happened off-chain: what each member sealed, zero for nothing, and whose votes are brought.
    struct Voting {
        bytes32 task;
        bytes32[] outputs;
        uint16 voters;
    }

    /* SETTLE */

    /// @dev Everybody's vote, of those who voted.
    function settle(uint256 t, uint256 mood, uint256 by) external {
        (bool exists, bytes32 task) = pickAnswerable(t);
        if (exists) _settle(votingOn(task, mood), by);
    }

    /// @dev No more votes than a quorum needs: others are left out, agreeing and lying ones alike.
    function settleWithQuorum(uint256 t, uint256 mood, uint256 by) external {
        (bool exists, bytes32 task) = pickAnswerable(t);
        if (exists) _settle(quorumOnly(votingOn(task, mood)), by);
    }

    /// @dev Several at once; one of them is closed already, another may be there twice.
    function settleMany(uint256 seed, uint256 by) external {
        address settler = by % 2 == 0 ? STRANGER : anyPerson(by);
        Voting[] memory votings = new Voting[](4);
        uint256 found;
        for (uint256 i; i < votings.length; ++i) {
            (bool exists, bytes32 task) = i == 2 ? pick(decidedTasks, seed) : pickAnswerable(mix(seed, i));
            if (!exists) continue;
            Voting memory v = votingOn(task, mix(seed, i + votings.length));
            if (i == 2 || (decides(v) && maySettle(v, settler))) votings[found++] = v;
        }
        assembly ("memory-safe") {
            mstore(votings, found)
        }
        if (found >= 2) _settleMany(votings, settler);
    }

    /// @dev All votes may be brought by anybody; fewer, for a while, by the requester only.
    function maySettle(Voting memory v, address settler) internal view returns (bool) {
        Story storage s = stories[v.task];
        bool isExclusive = now_() < s.addedAt + p.exclusiveWindow;
        return !isExclusive || settler == s.requester || countOf(v.voters) == s.size;
    }

    function _settle(Voting memory v, uint256 by) internal {
        Settlement memory settlement = settlementOf(v);
        address settler = by % 2 == 0 && maySettle(v, STRANGER) ? STRANGER : stories[v.task].requester;
        if (!decides(v)) return _settleInVain(v, settlement, settler);
        Task memory before = consensus.getTask(v.task);
        Books memory expected = books();
        vm.prank(settler);
        consensus.settle(settlement);
        _settled(expected, v, before);
        _assertBooks(expected);
        _countSettlement(v, settler, before.committed);
    }

    function _countSettlement(Voting memory v, address settler, uint16 committed) private {
        count("settle");
        if (committed != 0) count("settleAfterCommit");
        if (countOf(v.voters) == stories[v.task].size) return;
        count(settler == stories[v.task].requester ? "settleWithoutAllByRequester" : "settleWithoutAllByStranger");
    }

    /// @dev What has no quorum stays open, for the court.
    function _settleInVain(Voting memory v, Settlement memory settlement, address settler) private {
        bytes memory expected =
            abi.encodeWithSelector(IConsensus.NoQuorum.selector, v.task, quorumOf(stories[v.task].size));
        vm.expectRevert(expected);
        vm.prank(settler);
        consensus.settle(settlement);
        stories[v.task].wasBlocked = true;
        count("settleWithoutQuorum");
    }

    function _settleMany(Voting[] memory votings, address settler) private {
        Settlement[] memory settlements = new Settlement[](votings.length);
        Task[] memory before = new Task[](votings.length);
        for (uint256 i; i < votings.length; ++i) {
            (settlements[i], before[i]) = (settlementOf(votings[i]), consensus.getTask(votings[i].task));
        }
        Books memory expected = books();
        vm.prank(settler);
        consensus.settleMany(settlements);
        for (uint256 i; i < votings.length; ++i) {
            if (stories[votings[i].task].verdict != 0) count("settleManyPassesOver");
            else _settled(expected, votings[i], before[i]);
        }
        _assertBooks(expected);
        count("settleMany");
    }

    function _settled(Books memory expected, Voting memory v, Task memory before) private {
        Task memory t = consensus.getTask(v.task);
        assertEq(t.revealed, before.revealed | v.voters, "who voted is known");
        if (countOf(v.voters) < v.outputs.length) stories[v.task].isDrawn = true;
        _judge(expected, v.task, t, brought(v), false);
    }

    /* VOTES */

    /// @dev Honest members tell the truth, but for one in thirty, who is down, or for half of them, whom the sealer
    /// left out. Liars lie together, or each its own way.
    function votingOn(bytes32 task, uint256 mood) internal view returns (Voting memory v) {
        v.task = task;
        v.outputs = new bytes32[](stories[task].size);
        for (uint256 m; m < v.outputs.length; ++m) {
            uint256 dice = mix(mood, m);
            bool votes = dice % (mood % 8 == 7 ? 2 : 30) != 0;
            v.outputs[m] = truthOf(task);
            if (isLiar(task, m)) (v.outputs[m], votes) = lieOf(m, mood % 4 < 2 ? 0 : dice % 6);
            if (votes) v.voters |= uint16(1 << m);
            else if (dice % 4 < 2) v.outputs[m] = 0;
        }
    }

    /// @dev Who sealed a copied or a random commitment has no vote that fits the seal.
    function lieOf(uint256 member, uint256 kind) private view returns (bytes32 output, bool votes) {
        if (kind < 2) return (LIE, true);
        if (kind == 2) return (UNAVAILABLE, true);
        if (kind == 3) return (keccak256(abi.encode(LIE, member)), true);
        return (LIE, kind == 5);
    }

    function brought(Voting memory v) internal pure returns (bytes32[] memory votes) {
        votes = new bytes32[](v.outputs.length);
        for (uint256 m; m < votes.length; ++m) {
            if (v.voters & (1 << m) != 0) votes[m] = v.outputs[m];
        }
    }

    function decides(Voting memory v) internal pure returns (bool) {
        (bytes32 output,) = mostPopular(brought(v));
        return output != 0;
    }

    function quorumOnly(Voting memory v) internal pure returns (Voting memory) {
        (, uint16 winners) = mostPopular(brought(v));
        uint256 enough = quorumOf(v.outputs.length);
        while (countOf(winners) > enough) winners &= winners - 1;
        if (winners != 0) v.voters = winners;
        return v;
    }

    /* SETTLEMENTS */

    function settlementOf(Voting memory v) internal view returns (Settlement memory s) {
        bytes32[] memory commitments = new bytes32[](v.outputs.length);
        uint256 votes = countOf(v.voters);
        s = Settlement(v.task, choicesOf(v), new Vote[](votes), new bytes32[](v.outputs.length - votes));
        uint256 absent;
        for (uint256 m; m < commitments.length; ++m) {
            if (v.outputs[m] != 0) commitments[m] = commitmentOf(v.task, m, v.outputs[m]);
            if (v.voters & (1 << m) == 0) s.absent[absent++] = commitments[m];
        }
        sign(v, s, keccak256(abi.encodePacked(commitments)));
    }

    /// @dev Groups the voters by their outputs.
    function choicesOf(Voting memory v) private pure returns (Choice[] memory choices) {
        choices = new Choice[](v.outputs.length);
        uint256 count_;
        for (uint256 m; m < v.outputs.length; ++m) {
            if (v.voters & (1 << m) == 0) continue;
            uint256 i;
            while (i < count_ && choices[i].output != v.outputs[m]) ++i;
            if (i == count_) choices[count_++].output = v.outputs[m];
            choices[i].voters |= uint16(1 << m);
        }
        assembly ("memory-safe") {
            mstore(choices, count_)
        }
    }

    function sign(Voting memory v, Settlement memory s, bytes32 seal) private view {
        uint256 vote;
        for (uint256 i; i < s.choices.length; ++i) {
            bytes32 digest = consensus.voteDigest(v.task, s.choices[i].output, seal);
            for (uint256 m; m < v.outputs.length; ++m) {
                if (s.choices[i].voters & (1 << m) == 0) continue;
                (bytes32 r, bytes32 vs) = vm.signCompact(keyAt(v.task, m), digest);
                s.votes[vote++] = Vote(saltOf(v.task, m), r, vs);
            }
        }
    }

    /* PUNISH */

    /// @dev Liars sign whatever they like, winners among them; honest members only the truth, which contradicts only
    /// what a quorum of liars decided.
    function punish(uint256 t, uint256 m, uint256 seed) external {
        (bool exists, bytes32 task) = pick(decidedTasks, t);
        if (exists) _punishSomebody(task, m, seed);
    }

    function _punishSomebody(bytes32 task, uint256 m, uint256 seed) internal {
        if (!isAlive(task) || !knowsCommittee(task)) return;
        Task memory decided = consensus.getTask(task);
        for (uint256 i; i < decided.committeeSize; ++i) {
            uint256 member = (m % 15 + i) % decided.committeeSize;
            bytes32 signed = isLiar(task, member) ? [TRUTH, LIE][seed % 2] : truthOf(task);
            if (!isLie(task, signed) || isPunished(task, member)) continue;
            // Winners are many: half of the time one that was not there.
            if (seed % 4 < 2 && decided.winners & (1 << member) != 0) continue;
            return _punishContradiction(task, member, signed, anyPerson(seed));
        }
    }

    /// @dev Neither what was decided nor what the appeal found, nor that there was nothing to answer.
    function isLie(bytes32 task, bytes32 output) internal view returns (bool) {
        bool isRight = output == consensus.getTask(task).output || output == appealedOutput(task);
        return !isRight && output != UNAVAILABLE;
    }

    function appealedOutput(bytes32 task) internal view returns (bytes32) {
        return consensus.getTask(stories[task].appeal).output;
    }

    /// @dev In full.
    function isPunished(bytes32 task, uint256 member) internal view returns (bool) {
        return stories[task].punished & ~stories[task].lightly & (1 << member) != 0;
    }

    function contradictionOf(bytes32 task, uint256 member, bytes32 output)
        internal
        view
        returns (Contradiction memory c)
    {
        bytes32 seal = keccak256("another seal");
        bytes32 digest = consensus.voteDigest(task, output, seal);
        (bytes32 r, bytes32 vs) = vm.signCompact(keyAt(task, member), digest);
        return Contradiction(task, uint8(member), output, seal, r, vs);
    }

    function _punishContradiction(bytes32 task, uint256 member, bytes32 output, address reporter) internal {
        Contradiction memory c = contradictionOf(task, member, output);
        Books memory expected = books();
        bool isMore = stories[task].lightly & (1 << member) != 0;
        uint256 rest = isMore ? hardSlash() - softSlash(task) : hardSlash();
        uint256 slashed = _losesAtMostOnce(expected, task, member, rest);
        uint256 bounty = bountyOf(task, slashed);
        expected.sink += slashed - bounty;
        credited(expected, reporter, bounty);
        vm.prank(reporter);
        consensus.punish(c);
        _assertBooks(expected);
        if (isMore) count("punishMore");
        _punished(task, member, output);
    }

    /// @dev The lesser of a tenth of the slash and one member's part of the fee: reporting is no business.
    function bountyOf(bytes32 task, uint256 slashed) private view returns (uint256) {
        uint256 part = stories[task].fee / stories[task].size;
        return slashed / 10 < part ? slashed / 10 : part;
    }

    /// @dev Of a member that did not win, its vote is known now; nothing else about the task changes.
    function _punished(bytes32 task, uint256 member, bytes32 output) private {
        Story storage s = stories[task];
        Task memory t = consensus.getTask(task);
        uint16 its = uint16(1 << member);
        (s.punished, s.lightly) = (s.punished | its, s.lightly & ~its);
        bool won = t.winners & its != 0;
        if (!won) {
            (s.committed, s.revealed) = (s.committed | its, s.revealed | its);
            lostWith[task][member] = output;
        }
        output_is_final(task, t);
        count(won ? "punishWinner" : "punishAbsent");
    }
}
