// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Order, State, Task} from "./interfaces/ConsensusTypes.sol";
import {IConsensus} from "./interfaces/IConsensus.sol";
import {BitmapLib} from "./libraries/BitmapLib.sol";
import {BlockLib} from "./libraries/BlockLib.sol";
import {CidLib} from "./libraries/CidLib.sol";
import {CommitteeLib} from "./libraries/CommitteeLib.sol";
import {TaskIdLib} from "./libraries/TaskIdLib.sol";
import {Seats} from "./Seats.sol";

/// @title Tasks
/// @notice What is asked, and who answers.
abstract contract Tasks is Seats {
    using BitmapLib for uint16;

    /* TYPES */

    /// @dev As `Task`, in two slots.
    struct StoredTask {
        uint88 fee;
        uint32 addedAt;
        uint40 addedIn;
        uint16 seats;
        uint8 committeeSize;
        State state;
        uint16 committed;
        uint16 revealed;
        uint16 punished;
        uint16 winners;
        /// The requester until the task is decided, the output from then on: a paid task has nothing to refund.
        bytes32 requesterOrOutput;
    }

    /* STORAGE */

    mapping(bytes32 task => StoredTask) internal _tasks;
    /// @dev The packed committee; zero until it is drawn.
    mapping(bytes32 task => uint256) internal _drawn;
    /// @dev A member's commitment, overwritten by its output. Of lane 1 only votes that lost are kept.
    mapping(bytes32 task => mapping(uint256 member => bytes32)) internal _ballots;

    /* FUNCTIONS */

    /// @inheritdoc IConsensus
    function addTask(Order calldata order) external payable returns (bytes32 task) {
        task = _add(order);
        _collect(order.fee);
    }

    /// @inheritdoc IConsensus
    function addTasks(Order[] calldata orders) external payable returns (bytes32[] memory tasks) {
        tasks = new bytes32[](orders.length);
        uint256 fees;
        for (uint256 i; i < orders.length; ++i) {
            tasks[i] = _add(orders[i]);
            fees += orders[i].fee;
        }
        _collect(fees);
    }

    /// @inheritdoc IConsensus
    function cancel(bytes32 task) external {
        StoredTask storage t = _open(task);
        if (_drawn[task] != 0) revert CommitteeKnown(task);
        bytes32 blockHash = _blockHash(task, t);
        if (blockHash != 0) {
            (, uint256 found) = _probe(task, t, blockHash);
            if (found == t.committeeSize) revert CommitteeKnown(task);
        }
        _refund(task, t);
    }

    /// @inheritdoc IConsensus
    function draw(bytes32 task) external {
        StoredTask storage t = _known(task);
        if (t.state == State.Undecided) revert TaskNotOpen(task, State.Undecided);
        if (_drawn[task] != 0) revert AlreadyDrawn(task);
        _draw(task, t);
    }

    /* VIEWS */

    /// @inheritdoc IConsensus
    function getTask(bytes32 task) external view returns (Task memory) {
        StoredTask storage t = _tasks[task];
        return Task({
            requester: t.state == State.Decided ? address(0) : _requester(t),
            fee: t.fee,
            addedAt: t.addedAt,
            addedIn: t.addedIn,
            seats: t.seats,
            committeeSize: t.committeeSize,
            state: t.state,
            committed: t.committed,
            revealed: t.revealed,
            punished: t.punished,
            winners: t.winners,
            output: _output(t)
        });
    }

    /// @inheritdoc IConsensus
    function committee(bytes32 task) external view returns (uint16[] memory seats, address[] memory signers) {
        StoredTask storage t = _known(task);
        seats = CommitteeLib.unpack(_committee(task, t), t.committeeSize);
        signers = new address[](seats.length);
        for (uint256 member; member < seats.length; ++member) {
            signers[member] = _seats[seats[member]].signer;
        }
    }

    /// @inheritdoc IConsensus
    function ballots(bytes32 task) external view returns (bytes32[] memory words) {
        StoredTask storage t = _known(task);
        words = new bytes32[](t.committeeSize);
        for (uint256 member; member < words.length; ++member) {
            words[member] = t.winners.has(member) ? t.requesterOrOutput : _ballots[task][member];
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

    /* ORDERS */

    /// @dev The caller collects the fee.
    function _add(Order memory order) internal returns (bytes32 task) {
        _checkOrder(order);
        task = taskId(msg.sender, order.nonce, order.model, order.prompt, order.committeeSize);
        StoredTask storage t = _tasks[task];
        if (t.state != State.None) revert TaskExists(task);
        // Checked above; until the year 2106; and 34,000 years of a block a second.
        // forge-lint: disable-next-line(unsafe-typecast)
        (t.fee, t.addedAt, t.addedIn) = (uint88(order.fee), uint32(block.timestamp), uint40(_blockNumber()));
        (t.seats, t.committeeSize, t.state) = (seatCount, order.committeeSize, State.Open);
        t.requesterOrOutput = bytes32(uint256(uint160(msg.sender)));
        emit TaskAdded(
            task,
            msg.sender,
            CidLib.rawCid(order.model),
            CidLib.rawCid(order.prompt),
            order.fee,
            order.committeeSize,
            order.nonce
        );
    }

    function _checkOrder(Order memory order) private view {
        uint8 size = order.committeeSize;
        if (size < MINIMUM_COMMITTEE || size > MAXIMUM_COMMITTEE) {
            revert CommitteeSizeOutOfRange(size, MINIMUM_COMMITTEE, MAXIMUM_COMMITTEE);
        }
        if (order.model == 0 || order.prompt == 0) revert EmptyDigest();
        uint256 minimum = uint256(MINIMUM_FEE_PER_SEAT) * size;
        if (order.fee < minimum) revert FeeTooLow(order.fee, minimum);
        uint256 maximum = uint256(HARD_SLASH) * size;
        if (maximum > type(uint88).max) maximum = type(uint88).max;
        if (order.fee > maximum) revert FeeTooHigh(order.fee, maximum);
        if (activeSeats < size) revert NotEnoughSeats(activeSeats, size);
    }

    /* STATES */

    function _known(bytes32 task) internal view returns (StoredTask storage t) {
        t = _tasks[task];
        if (t.state == State.None) revert TaskUnknown(task);
    }

    function _open(bytes32 task) internal view returns (StoredTask storage t) {
        t = _known(task);
        if (t.state != State.Open) revert TaskNotOpen(task, t.state);
    }

    function _decided(bytes32 task) internal view returns (StoredTask storage t) {
        t = _known(task);
        if (t.state != State.Decided) revert TaskNotDecided(task, t.state);
    }

    function _requester(StoredTask storage t) internal view returns (address) {
        return address(uint160(uint256(t.requesterOrOutput)));
    }

    function _output(StoredTask storage t) internal view returns (bytes32) {
        return t.state == State.Decided ? t.requesterOrOutput : bytes32(0);
    }

    function _refund(bytes32 task, StoredTask storage t) internal {
        (address requester, uint96 fee) = (_requester(t), t.fee);
        t.state = State.Undecided;
        _credit(requester, fee);
        emit Undecided(task, requester, fee);
    }

    /* PHASES */

    function _commitEnd(StoredTask storage t) internal view returns (uint256) {
        return uint256(t.addedAt) + COMMIT_WINDOW;
    }

    function _revealEnd(StoredTask storage t) internal view returns (uint256) {
        return _commitEnd(t) + REVEAL_WINDOW;
    }

    /// @dev From here on members may have left, and their slots may be somebody else's.
    function _deadAt(StoredTask storage t) internal view returns (uint256) {
        return _revealEnd(t) + PROOF_WINDOW;
    }

    /* DRAW */

    function _draw(bytes32 task, StoredTask storage t) internal returns (uint256 members) {
        members = _committee(task, t);
        _drawn[task] = members;
        emit CommitteeDrawn(task, CommitteeLib.unpack(members, t.committeeSize));
    }

    /// @dev As written down, or as the hash of the task's block fixes it. Before the first commit it hardly ever is
    /// written down: looking there last is cheaper. There is no second draw: once the hash is out of reach only the
    /// refund is left.
    function _committee(bytes32 task, StoredTask storage t) internal view returns (uint256 members) {
        (uint256 size, uint256 found, bool isKnown) = (t.committeeSize, 0, t.committed != 0);
        if (isKnown) members = _drawn[task];
        if (members != 0) return members;
        bytes32 blockHash = _blockHash(task, t);
        if (blockHash == 0) return _writtenDown(task, t);
        (members, found) = _probe(task, t, blockHash);
        if (found < size) revert NotEnoughSeats(found, size);
    }

    function _writtenDown(bytes32 task, StoredTask storage t) private view returns (uint256 members) {
        members = _drawn[task];
        if (members == 0) revert SeedExpired(task, t.addedIn);
    }

    function _probe(bytes32 task, StoredTask storage t, bytes32 blockHash)
        private
        view
        returns (uint256 members, uint256 found)
    {
        (uint256 seats, uint256 size, uint256 addedAt) = (t.seats, t.committeeSize, t.addedAt);
        return CommitteeLib.draw(_seats, CommitteeLib.seedOf(blockHash, task), seats, size, addedAt);
    }

    /// @dev Zero when it is out of reach; and when so much time has passed that a slot may be somebody else's, whom
    /// the draw would pass over.
    function _blockHash(bytes32 task, StoredTask storage t) private view returns (bytes32) {
        (uint256 addedIn, uint256 addedAt) = (t.addedIn, t.addedAt);
        if (_blockNumber() <= addedIn) revert SeedNotReady(task, addedIn);
        if (block.timestamp >= addedAt + UNBONDING_PERIOD) return 0;
        return BlockLib.hashOf(IS_ARBITRUM, addedIn);
    }

    function _blockNumber() private view returns (uint256) {
        return BlockLib.number(IS_ARBITRUM);
    }
}
