// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {State, Terms} from "../interfaces/ConsensusTypes.sol";
import {ICourt} from "../interfaces/ICourt.sol";
import {BitmapLib} from "../libraries/BitmapLib.sol";
import {CommitmentLib} from "../libraries/CommitmentLib.sol";
import {CommitteeLib} from "../libraries/CommitteeLib.sol";
import {MoneyLib} from "../libraries/MoneyLib.sol";
import {QuorumLib} from "../libraries/QuorumLib.sol";
import {Tally, TallyLib} from "../libraries/TallyLib.sol";
import {CONVENED, TaskWord} from "../libraries/TaskWordLib.sol";
import {Committee} from "../types/Committee.sol";
import {Digest} from "../types/Digest.sol";
import {TaskId} from "../types/TaskId.sol";
import {Verdicts} from "./Verdicts.sol";

/// @title Court
/// @notice Lane 2: commit, reveal, finalize, on-chain. Nobody's silence can stop it.
abstract contract Court is ICourt, Verdicts {
    using BitmapLib for uint16;
    using CommitteeLib for Committee;
    using TallyLib for Tally;

    /* FUNCTIONS */

    /// @inheritdoc ICourt
    function commit(TaskId task, uint8 member, bytes32 commitment) external {
        TaskWord t = _open(task);
        _checkCommitting(task, t, member, commitment);
        Committee committee = _drawn[task];
        if (Committee.unwrap(committee) == 0) revert NotDrawn(task);
        _commit(task, t, committee, member, commitment);
    }

    /// @inheritdoc ICourt
    function drawAndCommit(Terms calldata terms, uint8 member, bytes32 commitment) external {
        TaskId task = _taskId(terms.requester, terms.order);
        TaskWord t = _open(task);
        _checkCommitting(task, t, member, commitment);
        _commit(task, t, _drawnOrDraw(task, t, _listOf(terms.order)), member, commitment);
    }

    /// @inheritdoc ICourt
    function reveal(TaskId task, uint8 member, Digest output, bytes32 salt) external {
        TaskWord t = _known(task);
        if (t.state() == State.Undecided) revert TaskNotOpen(task, State.Undecided);
        _checkRevealing(task, t, member);
        if (output.isNone()) revert EmptyDigest();
        Committee committee = _drawn[task];
        uint16 seat = committee.seatAt(member);
        bytes32 opened = CommitmentLib.commitmentOf(task, seat, output, salt);
        bytes32 commitment = _ballots[task][member];
        if (opened != commitment) revert WrongOpening(task, member, commitment, opened);
        _ballots[task][member] = Digest.unwrap(output);
        emit Revealed(task, member, output);
        if (t.state() == State.Decided) return _countLate(task, t, member, seat, output);
        _count(task, t.withRevealed(BitmapLib.bit(member)), committee);
    }

    /// @inheritdoc ICourt
    function finalize(TaskId task) external {
        TaskWord t = _open(task);
        uint256 revealEnd = _revealEnd(t);
        bool complete = t.revealed() == BitmapLib.all(t.size());
        if (!complete && block.timestamp < revealEnd) revert NotFinalizable(task, revealEnd);
        if (t.committed() == 0) return _undecide(task, t, 0, 0);
        // A sealed vote that stays sealed is a wrong one, unless nobody revealed: then it was the chain that failed.
        uint16 withheld = t.revealed() == 0 ? 0 : t.committed() & ~t.revealed();
        uint256 kept = MoneyLib.kept(MINIMUM_SHARE, t.size());
        _undecide(task, t.withPunished(withheld), kept, 0);
        _oweSink(kept + _slashWithheld(task, t, withheld));
    }

    /* COMMIT */

    function _commit(TaskId task, TaskWord t, Committee committee, uint8 member, bytes32 commitment) private {
        uint16 seat = committee.seatAt(member);
        if (msg.sender != _signerAt(seat, _seats[seat], t.addedAt())) revert NotSeatSigner(seat, msg.sender);
        if (t.has(CONVENED)) revert AlreadyConvened(task);
        if (t.committed().has(member)) revert AlreadyCommitted(task, member);
        _tasks[task] = t.withCommitted(BitmapLib.bit(member));
        _ballots[task][member] = commitment;
        emit Committed(task, member, commitment);
    }

    /* PHASES */

    function _checkCommitting(TaskId task, TaskWord t, uint8 member, bytes32 commitment) private view {
        uint256 startsAt = _startsAt(t);
        if (block.timestamp < startsAt) revert CommitNotOpen(task, startsAt);
        uint256 commitEnd = startsAt + COMMIT_WINDOW;
        if (block.timestamp >= commitEnd) revert CommitClosed(task, commitEnd);
        if (member >= t.size()) revert MemberUnknown(task, member);
        if (commitment == 0) revert EmptyDigest();
    }

    function _checkRevealing(TaskId task, TaskWord t, uint8 member) private view {
        if (member >= t.size()) revert MemberUnknown(task, member);
        uint256 commitEnd = _commitEnd(t);
        if (!_commitsAreOver(t, commitEnd)) revert RevealNotOpen(task, commitEnd);
        uint256 revealEnd = commitEnd + REVEAL_WINDOW;
        if (block.timestamp >= revealEnd) revert RevealClosed(task, revealEnd);
        if (!t.committed().has(member)) revert NotCommitted(task, member);
        if (t.revealed().has(member)) revert AlreadyRevealed(task, member);
    }

    /// @dev From here on no member can commit, so what others reveal cannot be copied.
    function _commitsAreOver(TaskWord t, uint256 commitEnd) private view returns (bool) {
        return t.has(CONVENED) || t.committed() == BitmapLib.all(t.size()) || block.timestamp >= commitEnd;
    }

    /* VERDICT */

    /// @dev Decides as soon as a quorum agrees.
    function _count(TaskId task, TaskWord t, Committee committee) private {
        uint256 quorum = QuorumLib.quorum(t.size());
        if (t.revealed().count() >= quorum) {
            Tally memory tally;
            _tallyRevealed(task, t, committee, tally);
            (Digest output, uint16 winners) = tally.decide(quorum);
            if (output == UNAVAILABLE_OUTPUT) return _refundUnavailable(task, t, committee, winners);
            if (winners != 0) return _decide(task, t, committee, tally, output, winners);
        }
        _tasks[task] = t;
    }

    function _slashWithheld(TaskId task, TaskWord t, uint16 withheld) private returns (uint256 slashed) {
        if (withheld == 0) return 0;
        Committee committee = _drawn[task];
        uint256 penalty = _lieCost(t);
        for (uint256 member; member < t.size(); ++member) {
            if (withheld.has(member)) slashed += _slash(task, committee.seatAt(member), penalty, t.addedAt(), false);
        }
    }
}
