// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ListState, Seat} from "../../src/interfaces/ConsensusTypes.sol";
import {ListId} from "../../src/types/ListId.sol";
import {Books} from "./Books.sol";

/// @notice The lists as plain arrays, with a copy of each epoch's: what the contract packs into words that remember two
/// epochs is held against them.
abstract contract Rolls is Books {
    /// @dev A list as it stands in an epoch: class by class.
    struct Roll {
        bool isTaken;
        uint16[] all;
        uint256[CLASSES] lengths;
    }

    struct Entrance {
        uint256 openedIn;
        uint256 epoch;
        uint256 entries;
        uint256 pressure;
    }

    mapping(uint256 list => uint16[][CLASSES]) internal places;
    mapping(uint256 list => mapping(uint256 epoch => Roll)) private _rolls;
    mapping(uint256 list => Entrance) internal entrances;
    /// @dev One more than the list of a seat's last place.
    mapping(uint256 seat => uint256) internal lastList;

    /* ROLLS */

    function rollNow(uint256 list) private view returns (Roll memory roll) {
        uint16[][CLASSES] storage its = places[list];
        roll.all = new uint16[](its[0].length + its[1].length + its[2].length + its[3].length);
        uint256 next;
        for (uint256 class; class < CLASSES; ++class) {
            uint256 length = its[class].length;
            roll.lengths[class] = length;
            for (uint256 i; i < length; ++i) {
                roll.all[next++] = its[class][i];
            }
        }
        roll.isTaken = true;
    }

    /// @dev Before the first change of an epoch the list is as tasks of this epoch find it.
    function _rememberRoll(uint256 list) private {
        uint256 epoch = epochNow();
        if (!_rolls[list][epoch].isTaken) _rolls[list][epoch] = rollNow(list);
    }

    /// @dev Of the current epoch or of the one before.
    function rollAt(uint256 list, uint256 epoch) internal view returns (Roll memory) {
        if (_rolls[list][epoch].isTaken) return _rolls[list][epoch];
        if (_rolls[list][epoch + 1].isTaken) return _rolls[list][epoch + 1];
        return rollNow(list);
    }

    /// @dev How many places a share reaches in this epoch.
    function reachOf(uint256 list, uint256 share) internal view returns (uint256 reached) {
        Roll memory roll = rollAt(list, epochNow());
        for (uint256 class; class < classesOf(share); ++class) {
            reached += roll.lengths[class];
        }
    }

    function placesOf(uint256 list) internal view returns (uint256) {
        return reachOf(list, type(uint128).max);
    }

    /* CHANGES */

    function _enrol(uint16 seat, uint256 list, uint8 class) internal {
        _rememberRoll(list);
        uint16[] storage its = places[list][class];
        (seats[seat].list, seats[seat].class, seats[seat].index) = (lists[list].id, class, uint16(its.length));
        its.push(seat);
        lastList[seat] = list + 1;
    }

    /// @dev The last of the class takes its place; the slot stays until lists have forgotten it.
    function _strike(uint16 seat) internal {
        uint256 list = lastList[seat] - 1;
        _rememberRoll(list);
        Seat storage s = seats[seat];
        uint16[] storage its = places[list][s.class];
        uint16 moved = its[its.length - 1];
        if (moved != seat) (its[s.index], seats[moved].index) = (moved, s.index);
        its.pop();
        s.list = ListId.wrap(0);
        (s.class, s.index) = (0, 0);
        uint256 until = (epochNow() + 2) * p.epoch;
        if (s.heldUntil < until) s.heldUntil = uint64(until);
    }

    /* ENTRANCE */

    /// @dev Entries of this epoch, and in how many in a row before it the list was full; quiet ones take that back.
    function crowdOf(uint256 list) internal view returns (uint256 entries, uint256 pressure) {
        Entrance storage e = entrances[list];
        uint256 epoch = epochNow();
        if (e.epoch == epoch) return (e.entries, e.pressure);
        bool wasFull = e.epoch + 1 == epoch && e.entries >= limitOf(list, e.epoch);
        if (wasFull) return (0, e.pressure < 18 ? e.pressure + 1 : e.pressure);
        uint256 quiet = epoch - e.epoch;
        return (0, e.pressure > quiet ? e.pressure - quiet : 0);
    }

    function limitOf(uint256 list, uint256 epoch) internal view returns (uint256) {
        if (epoch <= entrances[list].openedIn + 1) return type(uint16).max;
        Roll memory roll = rollAt(list, epoch);
        return roll.all.length < 32 ? 1 : roll.all.length / 32;
    }

    /// @dev A fiftieth of a bond, a hundredth more for each full epoch, a fifth at most.
    function entranceFeeOf(uint256 list) internal view returns (uint256) {
        (, uint256 pressure) = crowdOf(list);
        uint256 percent = 2 + pressure;
        return uint256(p.bond) * (percent < 20 ? percent : 20) / 100;
    }

    function _enter(uint256 list) internal {
        (uint256 entries, uint256 pressure) = crowdOf(list);
        Entrance storage e = entrances[list];
        if (e.openedIn == 0) e.openedIn = epochNow();
        (e.epoch, e.entries, e.pressure) = (epochNow(), entries + 1, pressure);
        if (pressure != 0) count("enterUnderPressure");
    }

    /* CHECKS */

    /// @dev Places as they are now and as they are next, where each stands, and the door.
    function list_agrees(uint256 list) internal view {
        (Roll memory current, Roll memory next) = (rollAt(list, epochNow()), rollNow(list));
        ListState memory expected;
        (expected.author, expected.authorBps) = (lists[list].author, lists[list].authorBps);
        expected.isOpening = epochNow() <= entrances[list].openedIn + 1;
        (uint256 entries,) = crowdOf(list);
        uint256 limit = limitOf(list, epochNow());
        expected.open = uint16(limit > entries ? limit - entries : 0);
        expected.entranceFee = uint64(entranceFeeOf(list));
        for (uint256 class; class < CLASSES; ++class) {
            expected.current[class] = uint16(current.lengths[class]);
            expected.next[class] = uint16(next.lengths[class]);
        }
        ListState memory actual = consensus.getList(lists[list].id);
        if (keccak256(abi.encode(actual)) != keccak256(abi.encode(expected))) compareLists(actual, expected);
    }

    function compareLists(ListState memory actual, ListState memory expected) private pure {
        for (uint256 class; class < CLASSES; ++class) {
            assertEq(actual.current[class], expected.current[class], "list: current length");
            assertEq(actual.next[class], expected.next[class], "list: next length");
        }
        assertEq(actual.open, expected.open, "list: open");
        assertEq(actual.entranceFee, expected.entranceFee, "list: entrance fee");
        assertTrue(false, "list");
    }

    function order_agrees(uint256 list, bool isNext) internal view {
        Roll memory roll = isNext ? rollNow(list) : rollAt(list, epochNow());
        uint256 next;
        for (uint8 class; class < CLASSES; ++class) {
            uint16[] memory actual = consensus.placesOf(lists[list].id, class, isNext);
            if (actual.length != roll.lengths[class]) assertTrue(false, "places: as many as the list says");
            for (uint256 i; i < actual.length; ++i) {
                uint16 seat = roll.all[next++];
                if (actual[i] != seat) assertEq(actual[i], seat, "places: each where its index says");
                // Of the latest level seats and places name each other.
                if (isNext && (seats[seat].index != i || seats[seat].class != class)) {
                    assertTrue(false, "places: index");
                }
            }
        }
    }
}
