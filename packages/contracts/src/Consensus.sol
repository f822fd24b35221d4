// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Deployment} from "./Deployment.sol";
import {IConsensus, Parameters, State, Task} from "./interfaces/IConsensus.sol";
import {BitmapLib} from "./libraries/BitmapLib.sol";
import {CidLib} from "./libraries/CidLib.sol";
import {CommitmentLib} from "./libraries/CommitmentLib.sol";
import {CommitteeLib} from "./libraries/CommitteeLib.sol";
import {QuorumLib} from "./libraries/QuorumLib.sol";
import {RewardLib} from "./libraries/RewardLib.sol";
import {TallyLib} from "./libraries/TallyLib.sol";
import {TaskIdLib} from "./libraries/TaskIdLib.sol";
import {Seats} from "./Seats.sol";

/// @title Consensus
/// @notice Tasks, their committees and their votes; with the seats and the money in one contract, which nobody owns.
contract Consensus is Seats {
    using BitmapLib for uint16;

    /// @inheritdoc IConsensus
    bytes32 public constant UNAVAILABLE = keccak256("aichain.output.unavailable");

    /* STORAGE */

    mapping(bytes32 task => Task) private _tasks;
    /// @dev The packed committee; zero until it is drawn.
    mapping(bytes32 task => uint256) private _drawn;
    /// @dev A member's commitment, overwritten by its output.
    mapping(bytes32 task => mapping(uint256 member => bytes32)) private _ballots;
    /// @inheritdoc IConsensus
    mapping(address requester => uint64) public nonces;

    /* CONSTRUCTOR */

    constructor(Parameters memory p) Deployment(p) {}

    /* FUNCTIONS */

    /// @inheritdoc IConsensus
    function addTask(bytes32 model, bytes32 prompt, uint8 committeeSize) external payable returns (bytes32 task) {
        _checkOrder(model, prompt, committeeSize);
        uint64 nonce = nonces[msg.sender]++;
        task = taskId(msg.sender, nonce, model, prompt, committeeSize);
        uint96 fee = uint96(msg.value); // at most, says FeeTooHigh
        Task storage t = _tasks[task];
        (t.requester, t.fee) = (msg.sender, fee);
        (t.addedAt, t.addedIn) = (uint40(block.timestamp), uint64(block.number));
        (t.seats, t.committeeSize, t.state) = (seatCount, committeeSize, State.Open);
        emit TaskAdded(task, msg.sender, CidLib.rawCid(model), CidLib.rawCid(prompt), fee, committeeSize, nonce);
    }

    /// @inheritdoc IConsensus
    function draw(bytes32 task) external {
        Task storage t = _open(task);
        _checkCommitting(task, t);
        if (_drawn[task] != 0) revert AlreadyDrawn(task);
        _draw(task, t);
    }

    /// @inheritdoc IConsensus
    function commit(bytes32 task, uint8 member, bytes32 commitment) external {
        Task storage t = _open(task);
        _checkCommitting(task, t);
        if (member >= t.committeeSize) revert MemberUnknown(task, member);
        if (commitment == 0) revert EmptyDigest();
        uint256 members = _drawn[task];
        if (members == 0) members = _draw(task, t);
        uint16 seat = CommitteeLib.seatAt(members, member);
        if (msg.sender != _seats[seat].signer) revert NotSeatSigner(seat, msg.sender);
        if (t.committed.has(member)) revert AlreadyCommitted(task, member);
        t.committed |= BitmapLib.bit(member);
        _ballots[task][member] = commitment;
        emit Committed(task, member, commitment);
    }

    /// @inheritdoc IConsensus
    function reveal(bytes32 task, uint8 member, bytes32 output, bytes32 salt) external {
        Task storage t = _open(task);
        _checkRevealing(task, t, member);
        if (output == 0) revert EmptyDigest();
        bytes32 commitment = _ballots[task][member];
        bytes32 opened = commitmentOf(task, CommitteeLib.seatAt(_drawn[task], member), output, salt);
        if (opened != commitment) revert WrongOpening(task, member, commitment, opened);
        uint16 revealed = t.revealed | BitmapLib.bit(member);
        t.revealed = revealed;
        _ballots[task][member] = output;
        emit Revealed(task, member, output);
        if (revealed == t.committed) _close(task, t);
    }

    /// @inheritdoc IConsensus
    function finalize(bytes32 task) external {
        Task storage t = _open(task);
        uint256 revealEnd = _revealEnd(t);
        bool complete = _commitsAreOver(t) && t.revealed == t.committed;
        if (!complete && block.timestamp < revealEnd) {
            revert NotFinalizable(task, t.committed == 0 ? _commitEnd(t) : revealEnd);
        }
        // A dead task's members may have left, and their slots may be somebody else's.
        if (block.timestamp < revealEnd + PROOF_WINDOW) _close(task, t);
        else _refund(task, t);
    }

    /* VIEWS */

    /// @inheritdoc IConsensus
    function getTask(bytes32 task) external view returns (Task memory) {
        return _tasks[task];
    }

    /// @inheritdoc IConsensus
    function committee(bytes32 task) external view returns (uint16[] memory seats, address[] memory signers) {
        Task storage t = _known(task);
        uint256 members = _drawn[task];
        if (members == 0) members = _probe(task, t);
        seats = CommitteeLib.unpack(members, t.committeeSize);
        signers = new address[](seats.length);
        for (uint256 member; member < seats.length; ++member) {
            signers[member] = _seats[seats[member]].signer;
        }
    }

    /// @inheritdoc IConsensus
    function ballots(bytes32 task) external view returns (bytes32[] memory words) {
        words = new bytes32[](_known(task).committeeSize);
        for (uint256 member; member < words.length; ++member) {
            words[member] = _ballots[task][member];
        }
    }

    /// @inheritdoc IConsensus
    function taskId(address requester, uint64 nonce, bytes32 model, bytes32 prompt, uint8 committeeSize)
        public
        view
        returns (bytes32)
    {
        return TaskIdLib.taskId(address(this), requester, nonce, model, prompt, committeeSize);
    }

    /// @inheritdoc IConsensus
    function commitmentOf(bytes32 task, uint16 seat, bytes32 output, bytes32 salt) public pure returns (bytes32) {
        return CommitmentLib.commitmentOf(task, seat, output, salt);
    }

    /// @inheritdoc IConsensus
    function quorum(uint8 committeeSize) external pure returns (uint8) {
        return uint8(QuorumLib.quorum(committeeSize));
    }

    /* CHECKS */

    function _known(bytes32 task) private view returns (Task storage t) {
        t = _tasks[task];
        if (t.state == State.None) revert TaskUnknown(task);
    }

    function _open(bytes32 task) private view returns (Task storage t) {
        t = _known(task);
        if (t.state != State.Open) revert TaskNotOpen(task, t.state);
    }

    /// @dev Were the fee not bounded by what lies cost, a requester that holds a quorum could take whole bonds from
    /// members it kept the input from, and be paid its own fee.
    function _checkOrder(bytes32 model, bytes32 prompt, uint8 committeeSize) private view {
        if (committeeSize < MINIMUM_COMMITTEE || committeeSize > MAXIMUM_COMMITTEE) {
            revert CommitteeSizeOutOfRange(committeeSize, MINIMUM_COMMITTEE, MAXIMUM_COMMITTEE);
        }
        if (model == 0 || prompt == 0) revert EmptyDigest();
        uint256 minimum = uint256(MINIMUM_FEE_PER_SEAT) * committeeSize;
        if (msg.value < minimum) revert FeeTooLow(msg.value, minimum);
        uint256 maximum = uint256(HARD_SLASH) * committeeSize;
        if (maximum > type(uint96).max) maximum = type(uint96).max;
        if (msg.value > maximum) revert FeeTooHigh(msg.value, maximum);
        if (activeSeats < committeeSize) revert NotEnoughSeats(activeSeats, committeeSize);
    }

    function _checkCommitting(bytes32 task, Task storage t) private view {
        uint256 commitEnd = _commitEnd(t);
        if (block.timestamp >= commitEnd) revert CommitClosed(task, commitEnd);
    }

    function _checkRevealing(bytes32 task, Task storage t, uint8 member) private view {
        if (member >= t.committeeSize) revert MemberUnknown(task, member);
        if (!_commitsAreOver(t)) revert RevealNotOpen(task, _commitEnd(t));
        uint256 revealEnd = _revealEnd(t);
        if (block.timestamp >= revealEnd) revert RevealClosed(task, revealEnd);
        if (!t.committed.has(member)) revert NotCommitted(task, member);
        if (t.revealed.has(member)) revert AlreadyRevealed(task, member);
    }

    /* PHASES */

    function _commitEnd(Task storage t) private view returns (uint256) {
        return uint256(t.addedAt) + COMMIT_WINDOW;
    }

    function _revealEnd(Task storage t) private view returns (uint256) {
        return _commitEnd(t) + REVEAL_WINDOW;
    }

    /// @dev From here on no member can commit, so what others reveal cannot be copied.
    function _commitsAreOver(Task storage t) private view returns (bool) {
        return t.committed == BitmapLib.all(t.committeeSize) || block.timestamp >= _commitEnd(t);
    }

    /* DRAW */

    function _draw(bytes32 task, Task storage t) private returns (uint256 members) {
        members = _probe(task, t);
        _drawn[task] = members;
        emit CommitteeDrawn(task, CommitteeLib.unpack(members, t.committeeSize));
    }

    /// @dev There is no second draw: once the hash is out of reach only the refund is left.
    function _probe(bytes32 task, Task storage t) private view returns (uint256 members) {
        (uint256 addedIn, uint256 size) = (t.addedIn, t.committeeSize);
        if (block.number <= addedIn) revert SeedNotReady(task, addedIn);
        bytes32 blockHash = blockhash(addedIn);
        if (blockHash == 0) revert SeedExpired(task, addedIn);
        uint256 found;
        (members, found) = CommitteeLib.draw(_seats, CommitteeLib.seedOf(blockHash, task), t.seats, size, t.addedAt);
        if (found < size) revert NotEnoughSeats(found, size);
    }

    /* VERDICT */

    /// @dev Counts every revealed vote and closes the task by what the quorum says.
    function _close(bytes32 task, Task storage t) private {
        bytes32[] memory outputs = _revealedOutputs(task, t);
        (bytes32 output, uint16 winners) = TallyLib.tally(outputs, QuorumLib.quorum(outputs.length));
        if (output == UNAVAILABLE) return _refund(task, t);
        _punish(task, t, outputs, winners);
        if (winners == 0) return _refund(task, t);
        _decide(task, t, output, winners);
    }

    /// @dev Zero for a member that revealed nothing.
    function _revealedOutputs(bytes32 task, Task storage t) private view returns (bytes32[] memory outputs) {
        uint16 revealed = t.revealed;
        outputs = new bytes32[](t.committeeSize);
        for (uint256 member; member < outputs.length; ++member) {
            if (revealed.has(member)) outputs[member] = _ballots[task][member];
        }
    }

    function _refund(bytes32 task, Task storage t) private {
        (address requester, uint96 fee) = (t.requester, t.fee);
        t.state = State.Undecided;
        credit[requester] += fee;
        emit Undecided(task, requester, fee);
    }

    function _decide(bytes32 task, Task storage t, bytes32 output, uint16 winners) private {
        t.state = State.Decided;
        t.output = output;
        uint256 count = winners.count();
        (uint96 share, uint96 remainder) = RewardLib.splitRoundedDown(t.fee, PROTOCOL_FEE_BPS, count);
        _oweTreasury(remainder);
        uint256 members = _drawn[task];
        for (uint256 member; count != 0; ++member) {
            if (!winners.has(member)) continue;
            _reward(CommitteeLib.seatAt(members, member), share);
            --count;
        }
        emit Decided(task, CidLib.rawCid(output), winners, share);
    }

    /// @dev Slashes every member by what its part deserves; no winner, no lie.
    function _punish(bytes32 task, Task storage t, bytes32[] memory outputs, uint16 winners) private {
        uint256 members = _drawn[task];
        uint16 punished;
        for (uint256 member; member < outputs.length; ++member) {
            uint96 penalty = _penalty(t, outputs[member], member, winners);
            if (penalty == 0) continue;
            punished |= BitmapLib.bit(member);
            _slash(task, CommitteeLib.seatAt(members, member), penalty);
        }
        if (punished != 0) t.punished = punished;
    }

    /// @dev A sealed vote that stays sealed counts as wrong, unless nobody revealed: then it was the chain that failed.
    function _penalty(Task storage t, bytes32 output, uint256 member, uint16 winners) private view returns (uint96) {
        if (winners.has(member)) return 0;
        bool withheld = output == 0 && t.committed.has(member);
        if (withheld) return t.revealed == 0 ? 0 : HARD_SLASH;
        if (winners == 0) return 0;
        bool helpless = output == 0 || output == UNAVAILABLE;
        return helpless ? RewardLib.softSlash(t.fee, t.committeeSize) : HARD_SLASH;
    }
}
