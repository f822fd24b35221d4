// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Choice, Settlement, Vote} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensusErrors} from "../../src/interfaces/IConsensusErrors.sol";
import {Digest} from "../../src/types/Digest.sol";
import {TaskId} from "../../src/types/TaskId.sol";
import {TaskActions} from "./TaskActions.sol";

/// @notice Sealed votes are settled by whoever has them.
abstract contract LaneOneActions is TaskActions {
    /// @dev What happened off-chain: what each member sealed, zero for nothing, and whose votes are brought.
    struct Voting {
        TaskId task;
        Digest[] outputs;
        uint16 voters;
    }

    /* SETTLE */

    /// @dev Everybody's vote, of those who voted.
    function settle(uint256 t, uint256 mood) external {
        (bool exists, TaskId task) = pickAnswerable(t);
        if (exists) _settle(votingOn(task, mood));
    }

    /// @dev No more votes than a quorum needs: others are left out, agreeing and lying ones alike.
    function settleWithQuorum(uint256 t, uint256 mood) external {
        (bool exists, TaskId task) = pickAnswerable(t);
        if (exists) _settle(quorumOnly(votingOn(task, mood)));
    }

    /// @dev Several at once; one of them is decided already.
    function settleMany(uint256 seed) external {
        Voting[] memory votings = new Voting[](4);
        uint256 found;
        for (uint256 i; i < votings.length; ++i) {
            (bool exists, TaskId task) = i == 2 ? pick(decidedTasks, seed) : pickAnswerable(mix(seed, i));
            if (exists) votings[found++] = votingOn(task, mix(seed, i + votings.length));
        }
        assembly ("memory-safe") {
            mstore(votings, found)
        }
        if (found >= 2) _settleMany(votings);
    }

    function _settle(Voting memory v) internal {
        Settlement memory settlement = settlementOf(v);
        bytes memory why = refusalOf(v);
        if (why.length != 0) {
            vm.expectRevert(why);
            consensus.settle(settlement);
            stories[v.task].wasBlocked = true;
            count(bytes4(why) == IConsensusErrors.NoQuorum.selector ? "settleWithoutQuorum" : "settleWithoutAll");
        } else {
            consensus.settle(settlement);
            _settled(v);
        }
    }

    function _settleMany(Voting[] memory votings) private {
        Settlement[] memory settlements = new Settlement[](votings.length);
        for (uint256 i; i < votings.length; ++i) {
            settlements[i] = settlementOf(votings[i]);
        }
        consensus.settleMany(settlements);
        for (uint256 i; i < votings.length; ++i) {
            if (isOpen(votings[i].task) && refusalOf(votings[i]).length == 0) _settled(votings[i]);
            else count("settleManyPassesOver");
        }
        count("settleMany");
    }

    /// @dev Empty if it is none.
    function refusalOf(Voting memory v) internal view returns (bytes memory) {
        uint256 missing = countOf(leftOut(v));
        if (missing != 0 && now_() >= revealEnd(v.task)) {
            return abi.encodeWithSelector(IConsensusErrors.VotesMissing.selector, v.task, missing);
        }
        (, uint16 winners) = mostPopular(countedVotes(v));
        if (winners != 0) return "";
        return abi.encodeWithSelector(IConsensusErrors.NoQuorum.selector, v.task, quorumOf(v.outputs.length));
    }

    function _settled(Voting memory v) private {
        Story storage s = stories[v.task];
        Digest[] memory votes = countedVotes(v);
        uint16 missing = leftOut(v);
        uint16 forfeited = forfeitedBy(v);
        if (missing != 0) _keepSeal(v);
        if (s.t.committed != 0) count("settleAfterCommit");
        if (s.t.revealed & ~v.voters != 0) count("settleWithReveals");
        if (forfeited != 0) count("sealedOtherwise");
        s.t.revealed |= v.voters | forfeited;
        s.isSettled = true;
        assertTrue(_judge(v.task, votes), "the verdict of the votes");
        count("settle");
    }

    function _keepSeal(Voting memory v) internal {
        stories[v.task].seal = sealOf(v);
        for (uint256 m; m < v.outputs.length; ++m) {
            keptOutputs[v.task][m] = v.outputs[m];
        }
        count("keepSeal");
    }

    /* WHO COUNTS */

    function notBrought(Voting memory v) private view returns (uint16) {
        return allOf(v.outputs.length) & ~(v.voters | stories[v.task].t.revealed);
    }

    /// @dev Who sealed something here and may bring it later.
    function leftOut(Voting memory v) internal view returns (uint16 members) {
        uint16 others = notBrought(v) & ~forfeitedBy(v);
        for (uint256 m; m < v.outputs.length; ++m) {
            if (has(others, m) && !v.outputs[m].isNone()) members |= bitOf(m);
        }
    }

    /// @dev Who committed in the court to something else than here: its vote is known, and counts for nothing.
    function forfeitedBy(Voting memory v) private view returns (uint16 members) {
        uint16 others = notBrought(v) & stories[v.task].t.committed;
        for (uint256 m; m < v.outputs.length; ++m) {
            if (!has(others, m)) continue;
            bytes32 here = v.outputs[m].isNone() ? bytes32(0) : commitmentOf(v.task, m, v.outputs[m]);
            if (ballots[v.task][m] != here) members |= bitOf(m);
        }
    }

    /// @dev What was opened in the court counts, whatever else its member signed; of seats that could not pay, nothing.
    function countedVotes(Voting memory v) internal view returns (Digest[] memory votes) {
        votes = revealedVotes(v.task);
        uint16 revealed = stories[v.task].t.revealed;
        for (uint256 m; m < votes.length; ++m) {
            if (has(v.voters & ~revealed, m) && isStrongAt(v.task, m)) votes[m] = v.outputs[m];
        }
    }

    function revealedVotes(TaskId task) internal view returns (Digest[] memory votes) {
        Story storage s = stories[task];
        votes = new Digest[](s.t.committeeSize);
        for (uint256 m; m < votes.length; ++m) {
            if (has(s.t.revealed, m) && isStrongAt(task, m)) votes[m] = Digest.wrap(ballots[task][m]);
        }
    }

    /* VOTES */

    /// @dev Honest members tell the truth, but for one in thirty, who is down, or for half of them, whom the sealer
    /// left out. Liars lie together, or each its own way.
    function votingOn(TaskId task, uint256 mood) internal view returns (Voting memory v) {
        v.task = task;
        v.outputs = new Digest[](stories[task].t.committeeSize);
        for (uint256 m; m < v.outputs.length; ++m) {
            uint256 dice = mix(mood, m);
            bool votes = dice % (mood % 8 == 7 ? 2 : 30) != 0;
            v.outputs[m] = truthOf(task);
            if (isLiar(task, m)) (v.outputs[m], votes) = lieOf(m, mood % 4 < 2 ? 0 : dice % 6);
            if (votes) v.voters |= bitOf(m);
            else if (dice % 4 < 2) v.outputs[m] = Digest.wrap(0);
        }
    }

    /// @dev Some seal a vote and keep it.
    function lieOf(uint256 member, uint256 kind) internal pure returns (Digest output, bool votes) {
        if (kind < 2) return (LIE, true);
        if (kind == 2) return (UNAVAILABLE, true);
        if (kind == 3) return (Digest.wrap(keccak256(abi.encode(LIE, member))), true);
        return (LIE, kind == 5);
    }

    function decides(Voting memory v) internal view returns (bool) {
        return refusalOf(v).length == 0;
    }

    function quorumOnly(Voting memory v) internal pure returns (Voting memory) {
        Digest[] memory votes = new Digest[](v.outputs.length);
        for (uint256 m; m < votes.length; ++m) {
            if (has(v.voters, m)) votes[m] = v.outputs[m];
        }
        (, uint16 winners) = mostPopular(votes);
        uint256 enough = quorumOf(votes.length);
        while (countOf(winners) > enough) winners &= winners - 1;
        if (winners != 0) v.voters = winners;
        return v;
    }

    /* SETTLEMENTS */

    function commitmentsOf(Voting memory v) internal view returns (bytes32[] memory commitments) {
        commitments = new bytes32[](v.outputs.length);
        for (uint256 m; m < commitments.length; ++m) {
            if (!v.outputs[m].isNone()) commitments[m] = commitmentOf(v.task, m, v.outputs[m]);
        }
    }

    function sealOf(Voting memory v) internal view returns (bytes32) {
        return keccak256(abi.encodePacked(commitmentsOf(v)));
    }

    function settlementOf(Voting memory v) internal view returns (Settlement memory s) {
        bytes32[] memory commitments = commitmentsOf(v);
        uint256 votes = countOf(v.voters);
        s.terms = stories[v.task].terms;
        (s.choices, s.votes) = (choicesOf(v), new Vote[](votes));
        s.absent = new bytes32[](commitments.length - votes);
        uint256 absent;
        for (uint256 m; m < commitments.length; ++m) {
            if (!has(v.voters, m)) s.absent[absent++] = commitments[m];
        }
        sign(v, s, keccak256(abi.encodePacked(commitments)));
    }

    /// @dev Groups the voters by their outputs.
    function choicesOf(Voting memory v) private pure returns (Choice[] memory choices) {
        choices = new Choice[](v.outputs.length);
        uint256 many;
        for (uint256 m; m < v.outputs.length; ++m) {
            if (!has(v.voters, m)) continue;
            uint256 i;
            while (i < many && choices[i].output != v.outputs[m]) ++i;
            if (i == many) choices[many++].output = v.outputs[m];
            choices[i].voters |= bitOf(m);
        }
        assembly ("memory-safe") {
            mstore(choices, many)
        }
    }

    function sign(Voting memory v, Settlement memory s, bytes32 seal) private view {
        uint256 vote;
        for (uint256 i; i < s.choices.length; ++i) {
            bytes32 digest = consensus.voteDigest(v.task, s.choices[i].output, seal);
            for (uint256 m; m < v.outputs.length; ++m) {
                if (has(s.choices[i].voters, m)) s.votes[vote++] = voteOf(v.task, m, digest);
            }
        }
    }

    function voteOf(TaskId task, uint256 member, bytes32 digest) internal view returns (Vote memory) {
        (bytes32 r, bytes32 vs) = vm.signCompact(keyOf[stories[task].signers[member]], digest);
        return Vote(saltOf(task, member), r, vs);
    }
}
