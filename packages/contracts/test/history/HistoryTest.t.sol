// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {
    Allowance,
    Appeal,
    ListState,
    Order,
    Seat,
    State,
    Task,
    Terms,
    Verdict
} from "../../src/interfaces/ConsensusTypes.sol";
import {IOrders} from "../../src/interfaces/IOrders.sol";
import {IPlaces} from "../../src/interfaces/IPlaces.sol";
import {ITasks} from "../../src/interfaces/ITasks.sol";
import {Committee} from "../../src/types/Committee.sol";
import {ListId} from "../../src/types/ListId.sol";
import {TaskId} from "../../src/types/TaskId.sol";
import {Campaign} from "../invariant/Campaign.sol";
import {Vm} from "../support/Vm.sol";

/// @notice Stands in a contract's place, over its storage, and says of each call when it is and how it ends: logs do
/// not, and forge hears those of calls, too, that revert.
contract Witness {
    address private immutable CODE;
    Clock private immutable CLOCK;

    constructor(address code, Clock clock) {
        (CODE, CLOCK) = (code, clock);
    }

    receive() external payable {
        run("");
    }

    fallback(bytes calldata input) external payable returns (bytes memory) {
        return run(input);
    }

    function run(bytes memory input) private returns (bytes memory output) {
        tell(Moment.Begun);
        bool done;
        (done, output) = CODE.delegatecall(input);
        tell(done ? Moment.Done : Moment.Undone);
        if (done) return output;
        assembly ("memory-safe") {
            revert(add(output, 0x20), mload(output))
        }
    }

    /// @dev Where nothing may be written this fails, and nothing happens that anybody has to know.
    function tell(Moment moment) private {
        (bool told,) = address(CLOCK).call{gas: 50_000}(abi.encode(moment));
        told;
    }
}

/// @notice Of a call.
enum Moment {
    Begun,
    Done,
    Undone
}

/// @notice Says what time it is, and the hash of the block that was the last one when it said so before.
contract Clock {
    uint256 private last;

    event Told(Moment moment, uint256 number, uint256 timestamp, uint256 last, bytes32 hashOfLast);

    fallback() external {
        emit Told(abi.decode(msg.data, (Moment)), block.number, block.timestamp, last, blockhash(last));
        last = block.number;
    }
}

/// @notice A random history of everything that anybody can do, told step by step: what the contracts told, and what
/// their views said then. The SDK's index is held against it. Does nothing unless it is asked for.
contract HistoryTest is Campaign {
    /// @dev Of the tasks of the past so many are looked at after each step, beside those that the step was about.
    uint256 private constant LOOKED_AT = 3;
    uint256 private constant CLASSES = 4;

    struct SeatView {
        uint16 id;
        Seat seat;
        bool isOfSigner;
    }

    struct ListView {
        ListId id;
        ListState list;
        /// Class by class, of this epoch, then of the next.
        uint16[][] places;
    }

    struct TaskView {
        TaskId id;
        Task task;
        Verdict verdict;
        Appeal appeal;
        uint256 held;
        bytes32 seal;
        bytes32[] ballots;
        /// Empty where nobody can tell it.
        uint16[] committee;
    }

    struct RoundView {
        uint64 round;
        bytes32 randomness;
        address poster;
    }

    struct CreditView {
        address account;
        uint256 amount;
    }

    struct AllowanceView {
        address payer;
        address key;
        Allowance allowance;
    }

    struct Step {
        uint256 number;
        uint256 timestamp;
        uint64 latestRound;
        /// Those that became known: the beacon's double tells nothing.
        RoundView[] rounds;
        Vm.Log[] logs;
        SeatView[] seats;
        ListView[] lists;
        TaskView[] tasks;
        CreditView[] credits;
        AllowanceView[] allowances;
        uint256 owedTreasury;
        uint256 owedSink;
        /// What the contract holds, but for what was forced on it.
        uint256 holdings;
    }

    /// @dev forge prints it with a test's other logs.
    event log_bytes(bytes line);

    bytes32[] private tasks;
    mapping(bytes32 task => Terms) private terms;
    /// @dev Whether it waits for no round any more.
    mapping(bytes32 task => bool) private isSeeded;
    bytes32[] private lists;
    address[] private accounts;
    address[2][] private keys;
    mapping(bytes32 => bool) private wasTold;
    /// @dev The tasks that a step was about.
    bytes32[] private touched;
    mapping(bytes32 task => uint256 step) private touchedIn;
    uint256 private stepNumber;
    Clock private clock;
    mapping(bytes32 view_ => bytes32) private lastTold;

    /// @dev Called before the first seat joins: from here on everything is heard.
    function newAsset() internal override returns (address) {
        vm.recordLogs();
        return super.newAsset();
    }

    function test_history_isTold() public {
        uint256 steps = vm.envOr("HISTORY_STEPS", uint256(0));
        if (steps == 0) return;
        vm.pauseGasMetering();
        uint256 seed = vm.envOr("HISTORY_SEED", uint256(1));
        witness();
        emit log_bytes(abi.encode(consensus.parameters(), address(consensus), address(clock)));
        this.record();
        bytes4[] memory actions = handler.actions();
        for (uint256 step; step < steps; ++step) {
            uint256 dice = uint256(keccak256(abi.encode(seed, step)));
            play(actions[dice % actions.length], dice >> 8);
            this.record();
        }
    }

    function witness() private {
        clock = new Clock();
        address code = makeAddress("code");
        vm.etch(code, address(consensus).code);
        vm.etch(address(consensus), address(new Witness(code, clock)).code);
    }

    function play(bytes4 action, uint256 dice) private {
        (bool done, bytes memory reason) =
            address(handler).call(abi.encodeWithSelector(action, dice, dice >> 80, dice >> 160));
        if (done) return;
        assembly {
            revert(add(reason, 0x20), mload(reason))
        }
    }

    /* STEPS */

    /// @dev Called by itself, so that its memory is free again afterwards.
    function record() external {
        ++stepNumber;
        Step memory step;
        step.logs = ownLogs(vm.getRecordedLogs());
        for (uint256 i; i < step.logs.length; ++i) {
            if (step.logs[i].emitter == address(consensus)) learn(step.logs[i]);
        }
        (step.number, step.timestamp) = (vm.getBlockNumber(), vm.getBlockTimestamp());
        (step.latestRound, step.rounds) = (beacon.latest(), roundViews());
        (step.seats, step.lists, step.tasks) = (seatViews(), listViews(), taskViews());
        (step.credits, step.allowances) = (creditViews(), allowanceViews());
        (step.owedTreasury, step.owedSink) = (consensus.owedTreasury(), consensus.owedSink());
        step.holdings = address(consensus).balance - handler.forced();
        emit log_bytes(abi.encode(step));
    }

    /// @dev What is told here is a log, too.
    function ownLogs(Vm.Log[] memory logs) private view returns (Vm.Log[] memory) {
        uint256 many;
        for (uint256 i; i < logs.length; ++i) {
            bool isOurs = logs[i].emitter == address(consensus) || logs[i].emitter == address(clock);
            if (isOurs) logs[many++] = logs[i];
        }
        assembly {
            mstore(logs, many)
        }
        return logs;
    }

    /// @dev What was told before and is the same is not told again.
    function isNews(bytes32 key, bytes memory view_) private returns (bool) {
        bytes32 digest = keccak256(view_);
        if (lastTold[key] == digest) return false;
        lastTold[key] = digest;
        return true;
    }

    /* WHO AND WHAT THERE IS */

    function learn(Vm.Log memory log) private {
        bytes32 kind = log.topics[0];
        if (kind == ITasks.TaskAdded.selector && isFirst(log.topics[1])) {
            tasks.push(log.topics[1]);
            terms[log.topics[1]] = Terms(accountOf(log.topics[2]), abi.decode(log.data, (Order)));
        }
        if (kind == IPlaces.ListOpened.selector) lists.push(log.topics[1]);
        if (kind == IOrders.Authorized.selector && isFirst(keccak256(abi.encode(log.topics[1], log.topics[2])))) {
            keys.push([accountOf(log.topics[1]), accountOf(log.topics[2])]);
        }
        for (uint256 i = 1; i < log.topics.length; ++i) {
            if (isAccount(log.topics[i]) && isFirst(log.topics[i])) accounts.push(accountOf(log.topics[i]));
            touch(log.topics[i]);
        }
    }

    function touch(bytes32 word) private {
        if (touchedIn[word] == stepNumber || !isTask(word)) return;
        touchedIn[word] = stepNumber;
        touched.push(word);
    }

    function isTask(bytes32 word) private view returns (bool) {
        return consensus.getTask(TaskId.wrap(word)).state != State.None;
    }

    function isFirst(bytes32 word) private returns (bool) {
        if (wasTold[word]) return false;
        return wasTold[word] = true;
    }

    /// @dev Seats are small numbers, digests large ones.
    function isAccount(bytes32 word) private pure returns (bool) {
        return uint256(word) >> 160 == 0 && uint256(word) >> 16 != 0;
    }

    function accountOf(bytes32 word) private pure returns (address) {
        return address(uint160(uint256(word)));
    }

    /* VIEWS */

    /// @dev Of those that tasks wait for.
    function roundViews() private returns (RoundView[] memory views) {
        uint256 many;
        views = new RoundView[](tasks.length);
        for (uint256 i; i < tasks.length; ++i) {
            if (isSeeded[tasks[i]]) continue;
            uint64 round = consensus.roundOf(TaskId.wrap(tasks[i]));
            (bytes32 randomness, address poster) = beacon.roundOf(round);
            isSeeded[tasks[i]] = round == 0 || randomness != 0;
            if (randomness != 0) views[many++] = RoundView(round, randomness, poster);
        }
        assembly {
            mstore(views, many)
        }
    }

    function seatViews() private returns (SeatView[] memory views) {
        uint256 many;
        views = new SeatView[](consensus.seatCount());
        for (uint16 seat; seat < views.length; ++seat) {
            Seat memory s = consensus.getSeat(seat);
            (bool held, uint16 its) = consensus.seatOf(s.signer);
            SeatView memory v = SeatView(seat, s, held && its == seat);
            if (isNews(keccak256(abi.encode("seat", seat)), abi.encode(v))) views[many++] = v;
        }
        assembly {
            mstore(views, many)
        }
    }

    function listViews() private returns (ListView[] memory views) {
        uint256 many;
        views = new ListView[](lists.length);
        for (uint256 i; i < views.length; ++i) {
            ListView memory v = listView(ListId.wrap(lists[i]));
            if (isNews(lists[i], abi.encode(v))) views[many++] = v;
        }
        assembly {
            mstore(views, many)
        }
    }

    function listView(ListId list) private view returns (ListView memory) {
        uint16[][] memory places = new uint16[][](2 * CLASSES);
        for (uint8 class; class < 2 * CLASSES; ++class) {
            places[class] = consensus.placesOf(list, uint8(class % CLASSES), class >= CLASSES);
        }
        return ListView(list, consensus.getList(list), places);
    }

    function taskViews() private returns (TaskView[] memory views) {
        for (uint256 i; i < LOOKED_AT && i < tasks.length; ++i) {
            touch(tasks[uint256(keccak256(abi.encode(stepNumber, i))) % tasks.length]);
        }
        views = new TaskView[](touched.length);
        for (uint256 i; i < views.length; ++i) {
            TaskId task = TaskId.wrap(touched[i]);
            (views[i].id, views[i].task, views[i].verdict) = (task, consensus.getTask(task), consensus.verdict(task));
            (views[i].appeal, views[i].held) = (consensus.getAppeal(task), consensus.heldOf(task));
            (views[i].seal, views[i].ballots) = (consensus.sealOf(task), consensus.ballots(task));
            views[i].committee = committeeOf(task);
        }
        delete touched;
    }

    function committeeOf(TaskId task) private view returns (uint16[] memory seats) {
        if (consensus.getTask(task).state != State.Open) return seats;
        try consensus.committeeOf(terms[TaskId.unwrap(task)]) returns (
            Committee, uint16[] memory its, address[] memory
        ) {
            return its;
        } catch {}
    }

    function creditViews() private returns (CreditView[] memory views) {
        uint256 many;
        views = new CreditView[](accounts.length);
        for (uint256 i; i < views.length; ++i) {
            CreditView memory v = CreditView(accounts[i], consensus.credit(accounts[i]));
            if (isNews(keccak256(abi.encode("credit", v.account)), abi.encode(v))) views[many++] = v;
        }
        assembly {
            mstore(views, many)
        }
    }

    function allowanceViews() private returns (AllowanceView[] memory views) {
        uint256 many;
        views = new AllowanceView[](keys.length);
        for (uint256 i; i < views.length; ++i) {
            (address payer, address key) = (keys[i][0], keys[i][1]);
            AllowanceView memory v = AllowanceView(payer, key, consensus.allowance(payer, key));
            if (isNews(keccak256(abi.encode("key", payer, key)), abi.encode(v))) views[many++] = v;
        }
        assembly {
            mstore(views, many)
        }
    }
}
