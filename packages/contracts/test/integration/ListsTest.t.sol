// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ListState, Order, Parameters, Seat, Seed, Task, Terms} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensusErrors} from "../../src/interfaces/IConsensusErrors.sol";
import {ShuffleLib} from "../../src/libraries/ShuffleLib.sol";
import {SeatSteps} from "../support/SeatSteps.sol";

/// @notice Which slots a call read.
interface VmReads {
    function record() external;
    function accesses(address account) external returns (bytes32[] memory reads, bytes32[] memory writes);
}

/// @notice Who is drawn, held against a model that copies the whole list at the beginning of every epoch: random
/// histories of a list, over epochs so short that slots are freed and taken again while tasks run.
contract ListsTest is SeatSteps {
    uint256 private constant SEATS = 70;
    /// @dev Where the contract keeps seats: see protocol/Storage.sol.
    uint256 private constant SEATS_SLOT = 2;

    /* THE MODEL */

    /// @dev The list as it will be from the next epoch on.
    mapping(uint256 class => uint16[]) private list;
    /// @dev The list that tasks of an epoch are drawn from.
    mapping(uint256 epoch => mapping(uint256 class => uint16[])) private snapshots;
    mapping(uint16 seat => uint256) private putOutAt;
    Terms[] private tasks;
    uint256 private newcomers;
    uint256 private checked;
    uint256 private wrong;
    /// @dev Committees that a list without history would have got wrong.
    uint256 private moved;
    uint256 private dead;
    uint256 private reused;

    /// @dev The shortest unbonding there can be, and two epochs of it.
    function defaultParameters() internal view override returns (Parameters memory parameters) {
        parameters = super.defaultParameters();
        (parameters.commitWindow, parameters.revealWindow, parameters.proofWindow) = (10, 10, 10);
        (parameters.appealWindow, parameters.outage, parameters.minimumStay) = (1, 4, 0);
        (parameters.epoch, parameters.unbondingPeriod) = (197, 395);
        parameters.slashBps = 5_000;
    }

    function seatsAtStart() internal pure override returns (uint256) {
        return 0;
    }

    function setUp() public override {
        super.setUp();
        for (uint256 i; i < SEATS; ++i) {
            // Two in five are of class 0, the others of any.
            uint8 class = i % 5 < 2 ? 0 : uint8(i % 4);
            uint16 seat = join(i);
            offer(seat, class);
            list[class].push(seat);
        }
        newcomers = SEATS;
        toNextEpoch();
    }

    function toNextEpoch() private {
        nextEpoch();
        for (uint256 class; class < 4; ++class) {
            snapshots[epochNow()][class] = list[class];
        }
    }

    /// @dev The last of its class takes its place.
    function remove(uint16 seat) private {
        for (uint256 class; class < 4; ++class) {
            uint16[] storage its = list[class];
            for (uint256 i; i < its.length; ++i) {
                if (its[i] != seat) continue;
                its[i] = its[its.length - 1];
                its.pop();
                return;
            }
        }
        assertTrue(false, "it had a place");
    }

    /// @dev A plain shuffle of a copy of the list, less who was put out before the task.
    function drawnFrom(Terms memory terms, uint256 epoch) private view returns (uint16[] memory seats, uint256 found) {
        Task memory t = consensus.getTask(idOf(terms));
        uint16[] memory places = placesIn(epoch, t.share);
        bytes32 seed = keccak256(abi.encode(entropyOf(terms, t), idOf(terms)));
        uint256 steps = places.length < ShuffleLib.MAXIMUM_STEPS ? places.length : ShuffleLib.MAXIMUM_STEPS;
        seats = new uint16[](t.committeeSize);
        for (uint256 i; i < steps && found < seats.length; ++i) {
            uint256 j = i + uint256(keccak256(abi.encode(seed, i))) % (places.length - i);
            (places[i], places[j]) = (places[j], places[i]);
            if (putOutAt[places[i]] == 0 || t.addedAt < putOutAt[places[i]]) seats[found++] = places[i];
        }
    }

    function entropyOf(Terms memory terms, Task memory t) private view returns (bytes32) {
        bytes32 blockHash = keccak256(abi.encode("block", uint256(t.addedIn)));
        if (t.seed == Seed.Block) return blockHash;
        return keccak256(abi.encode(keccak256(abi.encode("round", consensus.roundOf(idOf(terms)))), blockHash));
    }

    /// @dev All classes that the share reaches, one after another.
    function placesIn(uint256 epoch, uint256 share) private view returns (uint16[] memory places) {
        uint256 length;
        for (uint256 class; class < 4 && share >= p.minimumShare * 4 ** class; ++class) {
            length += snapshots[epoch][class].length;
        }
        places = new uint16[](length);
        uint256 next;
        for (uint256 class; next < length; ++class) {
            for (uint256 i; i < snapshots[epoch][class].length; ++i) {
                places[next++] = snapshots[epoch][class][i];
            }
        }
    }

    /* RANDOM HISTORIES */

    function test_lists_drawWhatASnapshotWould() public {
        history(uint256(keccak256("a long history")), 40, 32);
        assertEq(wrong, 0, "0 wrong");
        assertGt(checked, 2_000, "committees that were compared");
        // So that the history is known to have had everything that could make one wrong.
        assertGt(moved, 200, "that the list of now would have got wrong");
        assertGt(dead, 10, "seats that were put out");
        assertGt(reused, 5, "slots that were taken again");
    }

    function testFuzz_lists_drawWhatASnapshotWould(uint256 dice) public {
        history(dice, 3, 12);
        assertEq(wrong, 0, "0 wrong");
        assertGt(checked, 0, "committees that were compared");
    }

    function history(uint256 dice, uint256 epochs, uint256 operations) private {
        for (uint256 epoch; epoch < epochs; ++epoch) {
            askOne(dice);
            for (uint256 i; i < operations; ++i) {
                dice = uint256(keccak256(abi.encode(dice)));
                operate(dice);
                checkOne(dice >> 128);
            }
            checkList();
            checkAll();
            toNextEpoch();
            checkAll();
            checkList();
        }
    }

    function operate(uint256 dice) private {
        (uint256 kind, uint256 rest) = (dice % 32, dice >> 8);
        if (kind < 6) return tryOffer(rest);
        if (kind < 7) return tryWithdrawOffer(rest);
        if (kind < 12) return tryReprice(rest);
        if (kind < 13) return tryExit(rest);
        if (kind < 15) return tryPrune(rest);
        if (kind < 17) return newcomer();
        if (kind < 19) return someLie(rest);
        if (kind < 20) return tryFree(rest);
        if (kind < 21 && vm.getBlockTimestamp() % p.epoch < 150) return skip(1 + rest % 20);
        askOne(rest);
    }

    function askOne(uint256 dice) private {
        Order memory order = orderOf(uint8(3 + dice % 13));
        order.share = uint64(p.minimumShare * 4 ** ((dice >> 8) % 4) + (dice >> 16) % p.minimumShare);
        if (placesIn(epochNow(), order.share).length < order.committeeSize) return;
        if (dice >> 32 & 3 == 0) order.seed = Seed.Beacon;
        // A beacon's task waits for its round, which must not be of the next epoch here.
        if (vm.getBlockTimestamp() % p.epoch > 180) return;
        tasks.push(ask(order));
    }

    function tryOffer(uint256 dice) private {
        uint16 seat = uint16(dice % consensus.seatCount());
        Seat memory s = consensus.getSeat(seat);
        ListState memory state = consensus.getList(listOf(MODEL));
        if (s.owner == address(0) || s.to != 0 || !s.list.isNone() || state.open == 0) return;
        uint64 needed = p.bond + state.entranceFee;
        if (s.balance < needed) {
            payingPrank(STRANGER, needed - s.balance);
            consensus.topUp{value: valueOf(needed - s.balance)}(seat, needed - s.balance);
        }
        uint8 class = uint8((dice >> 16) % 4);
        offer(seat, class);
        list[class].push(seat);
    }

    function tryWithdrawOffer(uint256 dice) private {
        (bool found, uint16 seat) = placed(dice);
        if (!found) return;
        withdrawOffer(seat);
        remove(seat);
    }

    function tryReprice(uint256 dice) private {
        (bool found, uint16 seat) = placed(dice);
        if (!found || consensus.getSeat(seat).to != 0) return;
        uint8 class = uint8((dice >> 128) % 4);
        vm.prank(signerOf(seat));
        consensus.reprice(seat, class);
        remove(seat);
        list[class].push(seat);
    }

    function tryExit(uint256 dice) private {
        (bool found, uint16 seat) = placed(dice);
        if (!found || consensus.getSeat(seat).to != 0) return;
        exit(seat);
        remove(seat);
    }

    function tryPrune(uint256 dice) private {
        for (uint16 seat; seat < consensus.seatCount(); ++seat) {
            Seat memory s = consensus.getSeat(seat);
            if (s.to == 0 || s.list.isNone() || dice >> (seat % 200) & 1 == 0) continue;
            consensus.prune(seat);
            noteAccount(address(this));
            return remove(seat);
        }
    }

    function newcomer() private {
        (uint256 before, uint16 seat) = (consensus.seatCount(), join(newcomers++));
        putOutAt[seat] = 0;
        if (seat < before) ++reused;
    }

    function tryFree(uint256 dice) private {
        for (uint256 i; i < consensus.seatCount(); ++i) {
            uint16 seat = uint16((dice + i) % consensus.seatCount());
            Seat memory s = consensus.getSeat(seat);
            uint256 from = uint256(s.to) + p.unbondingPeriod;
            if (s.to == 0 || !s.list.isNone() || vm.getBlockTimestamp() < (from > s.heldUntil ? from : s.heldUntil)) {
                continue;
            }
            return withdrawSeat(seat);
        }
    }

    /// @dev Up to five of a committee of fifteen lie; at the second time a seat is put out.
    function someLie(uint256 dice) private {
        Order memory order = orderOf(15);
        order.share = hardSlash();
        if (placesIn(epochNow(), order.share).length < 30 || vm.getBlockTimestamp() % p.epoch > 180) return;
        Terms memory terms = ask(order);
        uint16[] memory seats = seatsOf(terms);
        settled(terms, outputsWith(15, 1 + dice % 5, LIE));
        claimAll(seats);
        for (uint256 member; member < 15; ++member) {
            uint256 to = consensus.getSeat(seats[member]).to;
            if (to != vm.getBlockTimestamp() + 1 || putOutAt[seats[member]] != 0) continue;
            putOutAt[seats[member]] = to;
            ++dead;
        }
    }

    /// @dev Keeps the list long enough for something to be drawn from it.
    function placed(uint256 dice) private view returns (bool found, uint16 seat) {
        uint256 class = dice % 4;
        uint256 length = list[class].length;
        if (length < 5) return (false, 0);
        return (true, list[class][(dice >> 8) % length]);
    }

    /* CHECKS */

    /// @dev Of tasks of this epoch and the one before, one.
    function checkOne(uint256 dice) private {
        if (tasks.length != 0) check(tasks[tasks.length - 1 - dice % (tasks.length < 6 ? tasks.length : 6)]);
    }

    function checkAll() private {
        for (uint256 i = tasks.length; i > 0 && check(tasks[i - 1]); --i) {}
    }

    /// @return isRemembered False for one of an epoch that lists have forgotten.
    function check(Terms memory terms) private returns (bool isRemembered) {
        uint256 epoch = taskOf(terms).addedAt / p.epoch;
        if (epoch + 1 < epochNow()) return false;
        (uint16[] memory expected, uint256 found) = drawnFrom(terms, epoch);
        if (found < expected.length) return checkTooFew(terms, found);
        ++checked;
        uint16[] memory seats = seatsOf(terms);
        if (keccak256(abi.encode(seats)) != keccak256(abi.encode(expected))) ++wrong;
        (uint16[] memory other, uint256 otherFound) = drawnFrom(terms, epochNow());
        bool isOther = otherFound != found || keccak256(abi.encode(other)) != keccak256(abi.encode(expected));
        if (epoch < epochNow() && isOther) ++moved;
        return true;
    }

    function checkTooFew(Terms memory terms, uint256 found) private returns (bool) {
        expectError(abi.encodeWithSelector(IConsensusErrors.NotEnoughPlaces.selector, found, terms.order.committeeSize));
        consensus.committeeOf(terms);
        return true;
    }

    /// @dev The lists themselves, of this epoch and the next, and where each seat says that it stands.
    function checkList() private view {
        for (uint8 class; class < 4; ++class) {
            bytes memory current = abi.encode(snapshots[epochNow()][class]);
            assertEq(abi.encode(consensus.placesOf(listOf(MODEL), class, false)), current, "this epoch");
            uint16[] memory next = consensus.placesOf(listOf(MODEL), class, true);
            assertEq(abi.encode(next), abi.encode(list[class]), "the next");
            for (uint16 i; i < next.length; ++i) {
                Seat memory s = consensus.getSeat(next[i]);
                assertTrue(s.class == class && s.index == i && s.list == listOf(MODEL), "where it stands");
            }
        }
    }

    /* PROBES */

    /// @dev As many seats are read as the committee has, and one for each that was put out and not pruned and comes
    /// before the last of them.
    function testFuzz_draw_readsOneSeatForEachMemberAndEachThatWasPutOut(uint256 dice, uint256 size) public {
        for (uint256 i; i < 4; ++i) {
            someLie(4);
        }
        Order memory order = orderOf(uint8(bound(size, 3, 15)));
        (order.share, order.nonce) = (uint64(64 * p.minimumShare), uint64(dice));
        Terms memory terms = ask(order);
        (uint16[] memory expected,) = drawnFrom(terms, epochNow());
        uint256 steps = stepsTo(terms, expected[expected.length - 1]);
        VmReads(address(vm)).record();
        consensus.draw(terms);
        (bytes32[] memory reads,) = VmReads(address(vm)).accesses(address(consensus));
        uint256 probes;
        for (uint256 i; i < reads.length; ++i) {
            uint256 slot = uint256(reads[i]);
            if (slot >= SEATS_SLOT && slot < SEATS_SLOT + 65_536) ++probes;
        }
        assertEq(probes, steps, "reads of seats");
        assertGe(steps, expected.length, "one a member at least");
        assertLe(steps, expected.length + dead, "and one for each that was put out");
    }

    /// @dev Where in the shuffle a seat stands, counted from one.
    function stepsTo(Terms memory terms, uint16 seat) private view returns (uint256) {
        Task memory t = consensus.getTask(idOf(terms));
        uint16[] memory places = placesIn(epochNow(), t.share);
        bytes32 seed = keccak256(abi.encode(entropyOf(terms, t), idOf(terms)));
        for (uint256 i; i < places.length; ++i) {
            uint256 j = i + uint256(keccak256(abi.encode(seed, i))) % (places.length - i);
            (places[i], places[j]) = (places[j], places[i]);
            if (places[i] == seat) return i + 1;
        }
        return 0;
    }

    /* SLOTS */

    /// @dev Who takes a slot has nothing of the one before: no place, no duty, no guilt.
    function test_lists_aSlotThatIsTakenAgainIsNotDrawn() public {
        (address before, uint16 seat) = (signerOf(12), 12);
        exit(seat);
        remove(seat);
        for (uint256 i; i < 4; ++i) {
            toNextEpoch();
        }
        withdrawSeat(seat);
        assertEq(join(newcomers++), seat, "the slot");
        assertTrue(signerOf(seat) != before, "of somebody else");
        for (uint256 i; i < 10; ++i) {
            uint16[] memory seats = seatsOf(ask(15));
            for (uint256 member; member < 15; ++member) {
                assertTrue(seats[member] != seat, "never drawn");
            }
        }
        checkList();
    }

    /// @dev Classes that the share does not reach are never asked.
    function testFuzz_lists_asksNobodyDearer(uint256 size, uint256 share) public {
        Order memory order = orderOf(uint8(bound(size, 3, 15)));
        order.share = uint64(bound(share, p.minimumShare, 64 * p.minimumShare));
        uint16[] memory seats = seatsOf(ask(order));
        for (uint256 member; member < seats.length; ++member) {
            assertLe(consensus.priceOf(consensus.getSeat(seats[member]).class), order.share, "within reach");
        }
    }
}
