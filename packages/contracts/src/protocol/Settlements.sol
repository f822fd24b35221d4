// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {Choice, Order, Settlement, Vote} from "../interfaces/ConsensusTypes.sol";
import {ISettlements} from "../interfaces/ISettlements.sol";
import {BitmapLib} from "../libraries/BitmapLib.sol";
import {CommitmentLib} from "../libraries/CommitmentLib.sol";
import {CommitteeLib} from "../libraries/CommitteeLib.sol";
import {DigestLib} from "../libraries/DigestLib.sol";
import {QuorumLib} from "../libraries/QuorumLib.sol";
import {SealLib} from "../libraries/SealLib.sol";
import {SeatWord} from "../libraries/SeatWordLib.sol";
import {Tally, TallyLib} from "../libraries/TallyLib.sol";
import {SETTLED, TaskWord} from "../libraries/TaskWordLib.sol";
import {Committee} from "../types/Committee.sol";
import {Digest} from "../types/Digest.sol";
import {ListId} from "../types/ListId.sol";
import {TaskId} from "../types/TaskId.sol";
import {Verdicts} from "./Verdicts.sol";

/// @title Settlements
/// @notice Lane 1: sealed and signed votes, exchanged off-chain, decide a task in one transaction.
abstract contract Settlements is ISettlements, Verdicts {
    using BitmapLib for uint16;
    using CommitteeLib for Committee;
    using TallyLib for Tally;

    /* TYPES */

    /// @dev What votes are checked against, and what they come to.
    struct Poll {
        TaskId task;
        TaskWord word;
        Committee committee;
        bytes32 seal;
        uint256 size;
        /// Who voted in the settlement.
        uint16 voters;
    }

    /* FUNCTIONS */

    /// @inheritdoc ISettlements
    function settle(Settlement calldata settlement) external {
        Poll memory poll = _pollOf(settlement);
        bytes32[] memory commitments = _collectVotes(poll, settlement);
        poll.seal = SealLib.sealOf(commitments);
        Tally memory tally;
        _countVotes(poll, settlement, tally);
        _countRevealed(poll, tally);
        _checkLeftOut(poll, commitments);
        poll.word = poll.word.withRevealed(poll.voters).with(SETTLED);
        _conclude(poll, tally);
    }

    /// @inheritdoc ISettlements
    function settleMany(Settlement[] calldata settlements) external {
        for (uint256 i; i < settlements.length; ++i) {
            Order calldata order = settlements[i].terms.order;
            try this.settle(settlements[i]) {}
            catch (bytes memory reason) {
                emit SettlementRefused(_taskId(settlements[i].terms.requester, order), reason);
            }
        }
    }

    /* POLL */

    function _pollOf(Settlement calldata s) private view returns (Poll memory poll) {
        Order calldata order = s.terms.order;
        poll.task = _taskId(s.terms.requester, order);
        poll.word = _open(poll.task);
        _checkAlive(poll.task, poll.word);
        poll.committee = _committeeOf(poll, _listId(order.model, order.author, order.authorBps));
        poll.size = poll.word.size();
    }

    /// @dev Before the court is used the committee hardly ever is written down: looking there last is cheaper.
    function _committeeOf(Poll memory poll, ListId list) private view returns (Committee committee) {
        if (poll.word.committed() != 0) return _drawn[poll.task];
        if (_entropyOf(poll.task, poll.word, poll.word.seed()) == 0) {
            committee = _drawn[poll.task];
            if (Committee.unwrap(committee) == 0) revert SeedExpired(poll.task);
            return committee;
        }
        return _drawCommittee(poll.task, poll.word, list);
    }

    /* VOTES */

    /// @dev Notes who gave what. Nobody votes twice, no output stands twice: who gave the agreed output must not count
    /// as another. One vote or one commitment for each member.
    /// @return commitments In the order of the members.
    function _collectVotes(Poll memory poll, Settlement calldata s)
        private
        pure
        returns (bytes32[] memory commitments)
    {
        commitments = new bytes32[](poll.size);
        uint256 brought;
        for (uint256 i; i < s.choices.length; ++i) {
            uint16 its = s.choices[i].voters;
            bool isNew = poll.voters & its == 0 && its <= BitmapLib.all(poll.size);
            if (!isNew || _stands(s.choices, i)) revert MalformedSettlement(poll.task);
            brought = _collectChoice(poll, s.choices[i], s.votes, brought, commitments);
            poll.voters |= its;
        }
        bool complete = brought == s.votes.length && brought + s.absent.length == poll.size;
        if (!complete) revert MalformedSettlement(poll.task);
        _fill(commitments, s.absent);
    }

    /// @return next The first vote of the next choice.
    function _collectChoice(
        Poll memory poll,
        Choice calldata choice,
        Vote[] calldata votes,
        uint256 brought,
        bytes32[] memory commitments
    ) private pure returns (uint256 next) {
        (Digest output, uint256 rest, TaskId task, Committee committee) =
            (choice.output, choice.voters, poll.task, poll.committee);
        if (output.isNone()) revert EmptyDigest();
        next = brought;
        for (uint256 member; rest != 0; rest >>= 1) {
            if (rest & 1 != 0) {
                if (next == votes.length) revert MalformedSettlement(task);
                bytes32 salt = votes[next].salt;
                commitments[member] = CommitmentLib.commitmentOf(task, committee.seatAt(member), output, salt);
                unchecked {
                    ++next; // at most 15
                }
            }
            unchecked {
                ++member; // at most 15
            }
        }
    }

    /// @dev Whether an earlier choice is of the same output.
    function _stands(Choice[] calldata choices, uint256 i) private pure returns (bool) {
        for (uint256 j; j < i; ++j) {
            if (choices[i].output == choices[j].output) return true;
        }
        return false;
    }

    /// @dev Puts what others committed to in the places that are left.
    function _fill(bytes32[] memory commitments, bytes32[] calldata absent) private pure {
        uint256 filled;
        for (uint256 member; filled < absent.length; ++member) {
            if (commitments[member] == 0) commitments[member] = absent[filled++];
        }
    }

    /// @dev Each vote must be signed by its seat, for its output and the one seal. That of a seat that could not pay
    /// for a lie does not count, nor that of a member whose vote was opened in the court.
    function _countVotes(Poll memory poll, Settlement calldata s, Tally memory tally) private view {
        uint256 brought;
        for (uint256 i; i < s.choices.length; ++i) {
            (Digest output, uint16 counted) = (s.choices[i].output, s.choices[i].voters & ~poll.word.revealed());
            bytes32 digest = _hashTypedDataV4(DigestLib.vote(poll.task, output, poll.seal));
            uint16 weak;
            (brought, weak) = _checkChoice(poll, s.choices[i].voters, digest, s.votes, brought);
            tally.add(output, counted & ~weak);
        }
    }

    /// @return next The first vote of the next choice.
    /// @return weak Whose seats could not pay for a lie.
    function _checkChoice(Poll memory poll, uint256 rest, bytes32 digest, Vote[] calldata votes, uint256 brought)
        private
        view
        returns (uint256 next, uint16 weak)
    {
        (Committee committee, uint256 addedAt) = (poll.committee, poll.word.addedAt());
        next = brought;
        for (uint256 member; rest != 0; rest >>= 1) {
            if (rest & 1 != 0) {
                uint256 seat = committee.seatAt(member);
                SeatWord word = _seats[seat];
                _checkSignature(poll.task, member, _signerAt(seat, word, addedAt), digest, votes[next]);
                if (!_isStrong(word)) weak |= BitmapLib.bit(member);
                unchecked {
                    ++next; // at most 15
                }
            }
            unchecked {
                ++member; // at most 15
            }
        }
    }

    /// @dev What was opened in the court counts, whatever else its member signed.
    function _countRevealed(Poll memory poll, Tally memory tally) private view {
        if (poll.word.revealed() != 0) _tallyRevealed(poll.task, poll.word, poll.committee, tally);
    }

    /// @dev A signature that recovers nobody recovers address zero, which no seat has.
    function _checkSignature(TaskId task, uint256 member, address signer, bytes32 digest, Vote calldata vote)
        private
        pure
    {
        (address recovered,,) = ECDSA.tryRecover(digest, vote.r, vote.vs);
        // At most 15.
        // forge-lint: disable-next-line(unsafe-typecast)
        if (recovered != signer) revert InvalidVote(task, uint8(member), signer, recovered);
    }

    /// @dev Who sealed a vote and is left out may bring it later, and needs time for that: only while reveals are open
    /// anybody may be left out. Who committed in the court to something else than it sealed here may have seen the
    /// votes of this settlement before: its vote is known, and counts for nothing.
    function _checkLeftOut(Poll memory poll, bytes32[] memory commitments) private {
        uint16 unknown = BitmapLib.all(commitments.length) & ~(poll.voters | poll.word.revealed());
        uint256 missing;
        for (uint256 member; unknown >> member != 0; ++member) {
            if (!unknown.has(member)) continue;
            bool isInCourt = poll.word.committed().has(member);
            if (isInCourt && _ballots[poll.task][member] != commitments[member]) {
                poll.word = poll.word.withRevealed(BitmapLib.bit(member));
            } else if (commitments[member] != 0) {
                ++missing;
            }
        }
        if (missing == 0) return;
        if (block.timestamp >= _revealEnd(poll.word)) revert VotesMissing(poll.task, missing);
        _seals[poll.task] = poll.seal;
        emit SealKept(poll.task, poll.seal);
    }

    /* VERDICT */

    function _conclude(Poll memory poll, Tally memory tally) private {
        uint256 quorum = QuorumLib.quorum(poll.size);
        (Digest output, uint16 winners) = tally.decide(quorum);
        if (winners == 0) revert NoQuorum(poll.task, quorum);
        if (output == UNAVAILABLE_OUTPUT) {
            return _refundUnavailable(poll.task, poll.word, poll.committee, winners);
        }
        _decide(poll.task, poll.word, poll.committee, tally, output, winners);
    }
}
