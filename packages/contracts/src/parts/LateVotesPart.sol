// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {
    Acknowledgement,
    Appeal,
    Contradiction,
    LateVote,
    Order,
    Parameters,
    State,
    Terms
} from "../interfaces/ConsensusTypes.sol";
import {ILateVotes} from "../interfaces/ILateVotes.sol";
import {BitmapLib} from "../libraries/BitmapLib.sol";
import {CommitmentLib} from "../libraries/CommitmentLib.sol";
import {CommitteeLib} from "../libraries/CommitteeLib.sol";
import {DigestLib} from "../libraries/DigestLib.sol";
import {MoneyLib} from "../libraries/MoneyLib.sol";
import {QuorumLib} from "../libraries/QuorumLib.sol";
import {SealLib} from "../libraries/SealLib.sol";
import {CLOSED, CONVENED, SETTLED, TaskWord} from "../libraries/TaskWordLib.sol";
import {Deployment} from "../protocol/Deployment.sol";
import {Verdicts} from "../protocol/Verdicts.sol";
import {Committee} from "../types/Committee.sol";
import {Digest} from "../types/Digest.sol";
import {TaskId} from "../types/TaskId.sol";

/// @title LateVotesPart
/// @notice What comes beside a decision.
contract LateVotesPart is ILateVotes, Verdicts {
    using BitmapLib for uint16;
    using CommitteeLib for Committee;

    constructor(Parameters memory p) Deployment(p) {}

    /* CONVENING */

    /// @inheritdoc ILateVotes
    function convene(Terms calldata terms, bytes32[] calldata commitments, Acknowledgement[] calldata acknowledgements)
        external
    {
        TaskId task = _taskId(terms.requester, terms.order);
        TaskWord t = _open(task);
        _checkConvening(task, t, commitments.length);
        Committee committee = _drawnOrDraw(task, t, _listOf(terms.order));
        bytes32 seal = SealLib.sealOf(commitments);
        uint16 committed = _checkAcknowledgements(task, t, committee, commitments, acknowledgements);
        for (uint256 member; member < commitments.length; ++member) {
            if (committed.has(member)) _ballots[task][member] = commitments[member];
        }
        _tasks[task] = t.withCommitted(committed).with(CONVENED);
        _seals[task] = seal;
        emit Convened(task, seal, committed, commitments);
    }

    /* LATE VOTES */

    /// @inheritdoc ILateVotes
    function addVote(LateVote calldata v) external {
        TaskWord t = _decided(v.task);
        _checkAlive(v.task, t);
        _checkMember(v.task, t, v.committee, v.member);
        if (t.revealed().has(v.member)) revert AlreadyRevealed(v.task, v.member);
        uint16 seat = v.committee.seatAt(v.member);
        bytes32 seal = _checkSealed(v, t.size(), seat);
        _checkSignature(v.task, t, v.member, seat, DigestLib.vote(v.task, v.output, seal), v.vote.r, v.vote.vs);
        emit VoteAdded(v.task, v.member, v.output);
        _countLate(v.task, t, v.member, seat, v.output);
    }

    /// @inheritdoc ILateVotes
    function punish(Contradiction calldata c) external {
        TaskWord t = _decided(c.task);
        _checkAlive(c.task, t);
        _checkMember(c.task, t, c.committee, c.member);
        if (c.output.isNone()) revert EmptyDigest();
        if (!_isLie(c)) revert NoContradiction(c.task, c.member);
        uint16 seat = c.committee.seatAt(c.member);
        uint256 due = _lieCost(t) - _slashedBefore(c.task, t, c.member);
        _checkSignature(c.task, t, c.member, seat, DigestLib.vote(c.task, c.output, c.seal), c.r, c.vs);
        uint256 penalty = _isOfFormer(seat, t.addedAt()) ? _chargeFormer(c, seat, due) : due;
        _remember(c, t);
        uint256 slashed = _slash(c.task, seat, penalty, t.addedAt(), true);
        _noteUnpaid(c.task, c.member, due, slashed);
        uint256 bounty = MoneyLib.bounty(slashed, MINIMUM_SHARE);
        _held[c.task] += slashed - bounty;
        _credit(msg.sender, bounty);
        // Part of a bond.
        // forge-lint: disable-next-line(unsafe-typecast)
        emit Punished(c.task, c.member, c.output, msg.sender, uint64(bounty));
    }

    /* CLOSING */

    /// @inheritdoc ILateVotes
    function close(TaskId task, Committee committee) external {
        TaskWord t = _decided(task);
        uint256 deadAt = _deadAt(t);
        if (block.timestamp < deadAt) revert TaskAlive(task, deadAt);
        uint16 unknown = BitmapLib.all(t.size()) & ~t.revealed();
        if (t.has(CLOSED) || unknown == 0) revert AlreadyClosed(task);
        _checkCommittee(task, t, committee);
        uint16 withheld = unknown & t.committed();
        bool wasInCourt = !t.has(SETTLED) && !t.has(CONVENED);
        uint16 absent = wasInCourt ? unknown & ~withheld : 0;
        _tasks[task] = t.with(CLOSED).withPunished(withheld | absent);
        uint256 unclaimed = t.share() * unknown.count();
        uint256 slashed = _slashAll(task, t, committee, withheld, _lieCost(t));
        uint256 bounty = MoneyLib.bounty(slashed, MINIMUM_SHARE);
        slashed += _slashAll(task, t, committee, absent, MoneyLib.softSlash(MINIMUM_SHARE));
        _oweSink(unclaimed + slashed - bounty);
        _credit(msg.sender, bounty);
        // Part of a bond.
        // forge-lint: disable-next-line(unsafe-typecast)
        emit Closed(task, msg.sender, unclaimed, uint64(bounty));
    }

    /* CHECKS */

    function _checkConvening(TaskId task, TaskWord t, uint256 commitments) private view {
        uint256 startsAt = _startsAt(t);
        if (block.timestamp < startsAt) revert CommitNotOpen(task, startsAt);
        uint256 commitEnd = startsAt + COMMIT_WINDOW;
        if (block.timestamp >= commitEnd) revert CommitClosed(task, commitEnd);
        if (t.has(CONVENED) || t.committed() != 0) revert AlreadyConvened(task);
        if (commitments != t.size()) revert MalformedSettlement(task);
    }

    /// @dev Who acknowledges a seal has seen its own commitment in it. What a seal says of anybody else binds nobody:
    /// it may be made up.
    /// @return seen Who acknowledged.
    function _checkAcknowledgements(
        TaskId task,
        TaskWord t,
        Committee committee,
        bytes32[] calldata commitments,
        Acknowledgement[] calldata acknowledgements
    ) private view returns (uint16 seen) {
        uint256 quorum = QuorumLib.quorum(t.size());
        if (acknowledgements.length < quorum) revert NoQuorum(task, quorum);
        bytes32 digest = _hashTypedDataV4(DigestLib.acknowledgement(task, SealLib.sealOf(commitments)));
        for (uint256 i; i < acknowledgements.length; ++i) {
            uint8 member = acknowledgements[i].member;
            bool isSealed = member < commitments.length && commitments[member] != 0;
            if (!isSealed || seen.has(member)) revert MemberUnknown(task, member);
            seen |= BitmapLib.bit(member);
            _checkAcknowledgement(task, committee.seatAt(member), t.addedAt(), digest, acknowledgements[i]);
        }
    }

    function _checkAcknowledgement(
        TaskId task,
        uint16 seat,
        uint256 addedAt,
        bytes32 digest,
        Acknowledgement calldata a
    ) private view {
        address signer = _signerAt(seat, _seats[seat], addedAt);
        (address recovered,,) = ECDSA.tryRecover(digest, a.r, a.vs);
        if (recovered != signer) revert InvalidAcknowledgement(task, a.member, signer, recovered);
    }

    function _checkMember(TaskId task, TaskWord t, Committee committee, uint8 member) private pure {
        _checkCommittee(task, t, committee);
        if (member >= t.size()) revert MemberUnknown(task, member);
    }

    /// @dev A vote that a settlement left out was in its seal, before any output was known.
    function _checkSealed(LateVote calldata v, uint256 size, uint16 seat) private view returns (bytes32 seal) {
        bytes32 kept = _seals[v.task];
        seal = SealLib.sealOf(v.commitments);
        if (kept == 0 || v.commitments.length != size || seal != kept) revert WrongSeal(v.task, kept, seal);
        bytes32 opened = CommitmentLib.commitmentOf(v.task, seat, v.output, v.vote.salt);
        bytes32 commitment = v.commitments[v.member];
        if (v.output.isNone()) revert EmptyDigest();
        if (opened != commitment) revert WrongOpening(v.task, v.member, commitment, opened);
    }

    function _checkSignature(
        TaskId task,
        TaskWord t,
        uint8 member,
        uint16 seat,
        bytes32 structHash,
        bytes32 r,
        bytes32 vs
    ) private view {
        address signer = _signerAt(seat, _seats[seat], t.addedAt());
        (address recovered,,) = ECDSA.tryRecover(_hashTypedDataV4(structHash), r, vs);
        if (recovered != signer) revert InvalidVote(task, member, signer, recovered);
    }

    /* CONTRADICTION */

    /// @dev Who said what an appeal found right was right: after that nobody would repay it. Once that is concluded, a
    /// lie is what the appeal did not find, the decision included.
    function _isLie(Contradiction calldata c) private view returns (bool) {
        if (c.output == UNAVAILABLE_OUTPUT) return false;
        Appeal storage a = _appeals[c.task];
        if (_tasks[a.task].state() == State.Decided && c.output == _output(a.task)) return false;
        return a.overturned || c.output != _output(c.task);
    }

    /// @dev A lie costs as much whether it was brought or shown later: who lost an `UNAVAILABLE` pays the rest; who was
    /// slashed for another lie pays no more.
    function _slashedBefore(TaskId task, TaskWord t, uint8 member) private view returns (uint256) {
        if (!t.punished().has(member)) return 0;
        bool lost = !t.winners().has(member) && _ballots[task][member] == Digest.unwrap(UNAVAILABLE_OUTPUT);
        if (!lost) revert AlreadyPunished(task, member);
        return MoneyLib.softSlash(MINIMUM_SHARE);
    }

    /// @dev A winner's vote is the one that won, whatever else it signed. Whose vote was not known yet has none now.
    function _remember(Contradiction calldata c, TaskWord t) private {
        uint16 its = BitmapLib.bit(c.member);
        if (!t.revealed().has(c.member)) _oweSink(t.share());
        _tasks[c.task] = t.withRevealed(its).withPunished(its);
        if (!t.winners().has(c.member)) _ballots[c.task][c.member] = Digest.unwrap(c.output);
    }

    /* MONEY */

    /// @dev Whoever stole a key does not burn a bond with it once its owner took another: all that it signed costs one
    /// part of the bond that a lie can cost.
    function _chargeFormer(Contradiction calldata c, uint16 seat, uint256 due) private returns (uint256 penalty) {
        uint256 left = HARD_SLASH - _costOfFormer[seat];
        if (left == 0) revert AlreadyPunished(c.task, c.member);
        penalty = due < left ? due : left;
        _costOfFormer[seat] += penalty;
    }

    function _slashAll(TaskId task, TaskWord t, Committee committee, uint16 guilty, uint256 penalty)
        private
        returns (uint256 slashed)
    {
        for (uint256 member; member < t.size(); ++member) {
            if (guilty.has(member)) slashed += _slash(task, committee.seatAt(member), penalty, t.addedAt(), false);
        }
    }
}
