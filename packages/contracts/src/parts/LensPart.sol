// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {
    Allowance,
    Appeal,
    ListState,
    Order,
    Parameters,
    Seat,
    Seed,
    SignedOrder,
    State,
    Task,
    Terms,
    Verdict
} from "../interfaces/ConsensusTypes.sol";
import {ILens} from "../interfaces/ILens.sol";
import {BitmapLib} from "../libraries/BitmapLib.sol";
import {CommitmentLib} from "../libraries/CommitmentLib.sol";
import {CommitteeLib} from "../libraries/CommitteeLib.sol";
import {DigestLib} from "../libraries/DigestLib.sol";
import {EpochWord} from "../libraries/EpochWordLib.sol";
import {MoneyLib} from "../libraries/MoneyLib.sol";
import {QuorumLib} from "../libraries/QuorumLib.sol";
import {SeatWord} from "../libraries/SeatWordLib.sol";
import {APPEALABLE, CLOSED, CONVENED, IS_APPEAL, TaskWord, UNAVAILABLE_FOUND} from "../libraries/TaskWordLib.sol";
import {Deployment} from "../protocol/Deployment.sol";
import {Finality} from "../protocol/Finality.sol";
import {Lists} from "../protocol/Lists.sol";
import {Committee} from "../types/Committee.sol";
import {Digest} from "../types/Digest.sol";
import {ListId} from "../types/ListId.sol";
import {TaskId} from "../types/TaskId.sol";

// What is read here came in with the type that it goes out with.
// forge-lint: disable-start(unsafe-typecast)

/// @title LensPart
/// @notice What everybody may read.
contract LensPart is ILens, Finality, Lists {
    using BitmapLib for uint16;
    using CommitteeLib for Committee;

    constructor(Parameters memory p) Deployment(p) {}

    /// @dev Whatever no other part has comes here.
    fallback() external {
        revert UnknownFunction(msg.sig);
    }

    /* DEPLOYMENT */

    /// @inheritdoc ILens
    function parameters() external view returns (Parameters memory p) {
        (p.asset, p.treasury, p.sink, p.beacon) = (ASSET, TREASURY, SINK, address(BEACON));
        (p.unit, p.bond, p.minimumShare) = (uint64(UNIT), uint64(BOND), uint64(MINIMUM_SHARE));
        (p.slashBps, p.protocolFeeBps, p.maximumSeats) =
        (uint16(SLASH_BPS), uint16(PROTOCOL_FEE_BPS), uint16(MAXIMUM_SEATS));
        (p.epoch, p.commitWindow, p.revealWindow) = (uint32(EPOCH), uint32(COMMIT_WINDOW), uint32(REVEAL_WINDOW));
        (p.proofWindow, p.appealWindow) = (uint32(PROOF_WINDOW), uint32(APPEAL_WINDOW));
        (p.unbondingPeriod, p.minimumStay) = (uint32(UNBONDING_PERIOD), uint32(MINIMUM_STAY));
        (p.blockSeeds, p.seedDelay, p.outage) = (BLOCK_SEEDS, uint32(SEED_DELAY), uint32(OUTAGE));
    }

    /// @inheritdoc ILens
    function hardSlash() external view returns (uint64) {
        return uint64(HARD_SLASH);
    }

    /// @inheritdoc ILens
    function priceOf(uint8 class) external view returns (uint64) {
        if (class > HIGHEST_CLASS) revert ClassOutOfRange(class);
        return uint64(_priceOf(class));
    }

    /// @inheritdoc ILens
    function quorum(uint8 committeeSize) external pure returns (uint8) {
        return uint8(QuorumLib.quorum(committeeSize));
    }

    /// @inheritdoc ILens
    function UNAVAILABLE() external pure returns (Digest) {
        return UNAVAILABLE_OUTPUT;
    }

    /// @inheritdoc ILens
    function epoch() public view returns (uint256) {
        return _epochAt(block.timestamp);
    }

    /* SEATS AND PLACES */

    /// @inheritdoc ILens
    function getSeat(uint16 seat) external view returns (Seat memory s) {
        (SeatWord word, Holder memory holder) = (_seats[seat], _holders[seat]);
        (s.signer, s.balance, s.to) = (word.signer(), uint64(word.balance()), uint32(word.to()));
        (s.formerSigner, s.signerSince) = (_accounts[seat].former, _accounts[seat].signerSince);
        (s.owner, s.heldUntil, s.paidIn) = (holder.owner, uint64(holder.freeFrom * EPOCH), _accounts[seat].paidIn);
        if (holder.isPlaced) (s.list, s.class, s.index) = (_listOf(seat), holder.class, holder.index);
    }

    /// @inheritdoc ILens
    function seatCount() external view returns (uint16) {
        return _seatCount;
    }

    /// @inheritdoc ILens
    function seatOf(address signer) external view returns (bool held, uint16 seat) {
        uint16 taken = _seatOf[signer];
        if (taken != 0) (held, seat) = (true, taken - 1);
    }

    /// @inheritdoc ILens
    function listId(Digest model, address author, uint16 authorBps) external pure returns (ListId) {
        return _listId(model, author, authorBps);
    }

    /// @inheritdoc ILens
    function getList(ListId list) external view returns (ListState memory s) {
        List storage l = _lists[list];
        if (l.number == 0) return s;
        uint256 now_ = epoch();
        (s.author, s.authorBps) = (l.author, l.authorBps);
        s.isOpening = now_ <= uint256(l.openedIn) + 1;
        for (uint256 class; class <= HIGHEST_CLASS; ++class) {
            s.current[class] = uint16(l.lengths.valueAt(class, now_));
            s.next[class] = uint16(l.lengths.latest(class));
        }
        (uint256 entries, uint256 pressure) = _entriesIn(l, now_);
        uint256 limit = _limitOf(l, now_);
        s.open = uint16(limit > entries ? limit - entries : 0);
        s.entranceFee = uint64(MoneyLib.entranceFee(BOND, pressure));
    }

    /// @inheritdoc ILens
    function placesOf(ListId list, uint8 class, bool next) external view returns (uint16[] memory seats) {
        (EpochWord lengths, uint256 when) = (_lists[list].lengths, epoch() + (next ? 1 : 0));
        seats = new uint16[](lengths.valueAt(class, when));
        for (uint256 i; i < seats.length; ++i) {
            seats[i] = uint16(_places[list][(uint256(class) << 16) | (i >> 2)].valueAt(i & 3, when));
        }
    }

    /* TASKS */

    /// @inheritdoc ILens
    function getTask(TaskId task) external view returns (Task memory v) {
        TaskWord t = _tasks[task];
        bool decided = t.state() == State.Decided;
        (v.state, v.seed, v.committeeSize) = (t.state(), t.seed(), uint8(t.size()));
        (v.share, v.addedAt) = (uint64(t.share()), uint32(t.addedAt()));
        (v.committed, v.revealed, v.winners, v.punished) = (t.committed(), t.revealed(), t.winners(), t.punished());
        (v.convened, v.appealable, v.isAppeal) = (t.has(CONVENED), t.has(APPEALABLE), t.has(IS_APPEAL));
        v.unavailable = t.has(UNAVAILABLE_FOUND);
        if (decided) {
            v.output = _output(task);
            v.closed = t.has(CLOSED) || t.revealed() == BitmapLib.all(t.size());
        } else {
            v.requester = _requester(task);
            (v.addedIn, v.roundTip) = (uint64(t.addedIn()), uint32(t.roundTip()));
            v.closed = t.state() == State.Undecided;
        }
    }

    /// @inheritdoc ILens
    function phasesOf(TaskId task)
        external
        view
        returns (uint256 startsAt, uint256 commitEnd, uint256 revealEnd, uint256 deadAt)
    {
        TaskWord t = _known(task);
        startsAt = _startsAt(t);
        commitEnd = startsAt + COMMIT_WINDOW;
        revealEnd = commitEnd + REVEAL_WINDOW;
        deadAt = revealEnd + PROOF_WINDOW;
    }

    /// @inheritdoc ILens
    function committeeOf(Terms calldata terms)
        external
        view
        returns (Committee committee, uint16[] memory seats, address[] memory signers)
    {
        Order calldata order = terms.order;
        TaskId task = _taskId(terms.requester, order);
        TaskWord t = _open(task);
        committee = _drawn[task];
        if (Committee.unwrap(committee) == 0) {
            committee = _drawCommittee(task, t, _listId(order.model, order.author, order.authorBps));
        }
        (seats, signers) = _signersOf(t, committee);
    }

    /// @inheritdoc ILens
    function membersOf(TaskId task, Committee committee)
        external
        view
        returns (uint16[] memory seats, address[] memory signers)
    {
        TaskWord t = _decided(task);
        _checkCommittee(task, t, committee);
        return _signersOf(t, committee);
    }

    /// @inheritdoc ILens
    function roundOf(TaskId task) external view returns (uint64) {
        TaskWord t = _known(task);
        return t.seed() == Seed.Block ? 0 : _roundFor(t.addedAt());
    }

    /// @inheritdoc ILens
    function ballots(TaskId task) external view returns (bytes32[] memory words) {
        TaskWord t = _known(task);
        words = new bytes32[](t.size());
        for (uint256 member; member < words.length; ++member) {
            words[member] = t.winners().has(member) ? _requesterOrOutput[task] : _ballots[task][member];
        }
    }

    /// @inheritdoc ILens
    function verdict(TaskId task) external view returns (Verdict memory v) {
        TaskWord t = _tasks[task];
        (v.state, v.committeeSize, v.appealable) = (t.state(), uint8(t.size()), t.has(APPEALABLE));
        if (v.state != State.Decided) return v;
        (v.output, v.votes) = (_output(task), uint8(t.winners().count()));
        Appeal storage a = _appeals[task];
        (v.isFinal, v.isVoid) = (_isFinal(task, t), _isVoid(t, a));
        TaskId appealTask = a.task;
        v.overturned = _tasks[appealTask].state() == State.Decided && _output(appealTask) != v.output;
        if (v.appealable) v.appealableUntil = uint64(_appealableUntil(t, a.attempts));
    }

    /// @inheritdoc ILens
    function isFinal(TaskId task) external view returns (bool) {
        TaskWord t = _tasks[task];
        return t.state() == State.Decided && _isFinal(task, t);
    }

    /// @inheritdoc ILens
    function getAppeal(TaskId task) external view returns (Appeal memory) {
        return _appeals[task];
    }

    /// @inheritdoc ILens
    function appealTermsOf(Terms calldata terms) external view returns (uint64 deposit, uint8 committeeSize) {
        TaskWord t = _decided(_taskId(terms.requester, terms.order));
        (uint256 asked,) = _appealSizeOf(terms.order, t.size());
        return (uint64(MoneyLib.appealDeposit(BOND, t.winners().count())), uint8(asked));
    }

    /// @inheritdoc ILens
    function heldOf(TaskId task) external view returns (uint256) {
        return _held[task];
    }

    /// @inheritdoc ILens
    function sealOf(TaskId task) external view returns (bytes32) {
        return _seals[task];
    }

    /* MONEY */

    /// @inheritdoc ILens
    function credit(address account) external view returns (uint256) {
        return _credits[account];
    }

    /// @inheritdoc ILens
    function owedTreasury() external view returns (uint256) {
        return _owedTreasury;
    }

    /// @inheritdoc ILens
    function owedSink() external view returns (uint256) {
        return _owedSink;
    }

    /// @inheritdoc ILens
    function allowance(address payer, address key) external view returns (Allowance memory) {
        return _allowances[payer][key];
    }

    /* DIGESTS */

    /// @inheritdoc ILens
    function taskId(address requester, Order calldata order) external view returns (TaskId) {
        return _taskId(requester, order);
    }

    /// @inheritdoc ILens
    function commitmentOf(TaskId task, uint16 seat, Digest output, bytes32 salt) external pure returns (bytes32) {
        return CommitmentLib.commitmentOf(task, seat, output, salt);
    }

    /// @inheritdoc ILens
    function voteDigest(TaskId task, Digest output, bytes32 seal) external view returns (bytes32) {
        return _hashTypedDataV4(DigestLib.vote(task, output, seal));
    }

    /// @inheritdoc ILens
    function acknowledgementDigest(TaskId task, bytes32 seal) external view returns (bytes32) {
        return _hashTypedDataV4(DigestLib.acknowledgement(task, seal));
    }

    /// @inheritdoc ILens
    function orderDigest(SignedOrder calldata order) external view returns (bytes32) {
        return _hashTypedDataV4(DigestLib.order(order));
    }

    /// @inheritdoc ILens
    function signerDigest(uint16 seat) external view returns (bytes32) {
        return _hashTypedDataV4(DigestLib.signer(seat, _holders[seat].owner, epoch() + 1));
    }

    /* PRIVATE */

    function _signersOf(TaskWord t, Committee committee)
        private
        view
        returns (uint16[] memory seats, address[] memory signers)
    {
        seats = committee.unpack(t.size());
        signers = new address[](seats.length);
        for (uint256 member; member < seats.length; ++member) {
            signers[member] = _signerAt(seats[member], _seats[seats[member]], t.addedAt());
        }
    }
}

// forge-lint: disable-end(unsafe-typecast)
