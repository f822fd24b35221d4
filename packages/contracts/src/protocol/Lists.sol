// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPlaces} from "../interfaces/IPlaces.sol";
import {EpochWord} from "../libraries/EpochWordLib.sol";
import {MoneyLib} from "../libraries/MoneyLib.sol";
import {SeatWord} from "../libraries/SeatWordLib.sol";
import {ListId} from "../types/ListId.sol";
import {Draws} from "./Draws.sol";

/// @title Lists
/// @notice The dense lists of places, how they are entered, and whose author is paid.
abstract contract Lists is Draws {
    /// @dev So many places take one more an epoch.
    uint256 internal constant PLACES_PER_ENTRY = 32;

    /* PLACES */

    /// @dev Of its place, or of the last one; zero if it never had one.
    function _listOf(uint256 seat) internal view returns (ListId) {
        return _listAt[_holders[seat].list];
    }

    /// @dev At the end of its class, from the next epoch on.
    function _place(uint16 seat, ListId list, uint8 class) internal {
        uint256 epoch = _epochAt(block.timestamp);
        List storage l = _lists[list];
        EpochWord lengths = l.lengths;
        uint256 index = lengths.latest(class);
        _put(list, class, index, seat, epoch);
        l.lengths = lengths.put(class, index + 1, epoch);
        Holder storage holder = _holders[seat];
        // forge-lint: disable-next-line(unsafe-typecast)
        (holder.index, holder.class, holder.isPlaced) = (uint16(index), class, true);
        holder.list = l.number;
    }

    /// @dev The last of its class takes its place, from the next epoch on.
    function _displace(uint16 seat, ListId list) internal {
        uint256 epoch = _epochAt(block.timestamp);
        List storage l = _lists[list];
        Holder storage holder = _holders[seat];
        (uint256 class, uint256 index, EpochWord lengths) = (holder.class, holder.index, l.lengths);
        uint256 last = lengths.latest(class) - 1;
        if (index != last) {
            uint256 moved = _places[list][(class << 16) | (last >> 2)].latest(last & 3);
            _put(list, class, index, moved, epoch);
            // forge-lint: disable-next-line(unsafe-typecast)
            _holders[moved].index = uint16(index);
        }
        l.lengths = lengths.put(class, last, epoch);
        holder.isPlaced = false;
        // From the next epoch on it is not drawn, and lists remember two.
        // forge-lint: disable-next-line(unsafe-typecast)
        if (holder.freeFrom < epoch + 2) holder.freeFrom = uint32(epoch + 2);
    }

    function _withdrawPlace(uint16 seat) internal {
        ListId list = _listOf(seat);
        _displace(seat, list);
        emit IPlaces.OfferWithdrawn(seat, list, _epochAt(block.timestamp) + 1);
    }

    function _put(ListId list, uint256 class, uint256 index, uint256 seat, uint256 epoch) private {
        mapping(uint256 => EpochWord) storage words = _places[list];
        uint256 key = (class << 16) | (index >> 2);
        words[key] = words[key].put(index & 3, seat, epoch);
    }

    /* ENTERING */

    /// @dev Opens a list with its first place.
    function _openList(ListId list, address author, uint16 authorBps) internal {
        List storage l = _lists[list];
        uint32 number = ++_listCount;
        _listAt[number] = list;
        // forge-lint: disable-next-line(unsafe-typecast)
        uint32 epoch = uint32(_epochAt(block.timestamp));
        (l.author, l.authorBps, l.entryEpoch) = (author, authorBps, epoch);
        (l.number, l.openedIn) = (number, epoch);
    }

    /// @dev Takes one of the epoch's places of a list, for a fee that grows as long as it is full.
    function _enter(ListId list) internal returns (uint256 fee) {
        uint256 epoch = _epochAt(block.timestamp);
        List storage l = _lists[list];
        (uint256 entries, uint256 pressure) = _entriesIn(l, epoch);
        if (entries >= _limitOf(l, epoch)) revert EntranceClosed(list, (epoch + 1) * EPOCH);
        fee = MoneyLib.entranceFee(BOND, pressure);
        // forge-lint: disable-next-line(unsafe-typecast)
        (l.entryEpoch, l.entries, l.pressure) = (uint32(epoch), uint16(entries + 1), uint8(pressure));
    }

    /// @dev Places that were taken in this epoch, and in how many epochs in a row the list was full before it.
    function _entriesIn(List storage l, uint256 epoch) internal view returns (uint256 entries, uint256 pressure) {
        (uint256 last, uint256 before) = (l.entryEpoch, l.pressure);
        if (last == epoch) return (l.entries, before);
        if (last + 1 == epoch && l.entries >= _limitOf(l, last)) return (0, before < 18 ? before + 1 : before);
        uint256 quiet = epoch - last;
        return (0, before > quiet ? before - quiet : 0);
    }

    /// @dev In the epoch in which a list opens, and in the next, everybody enters: else who opens it at the end of one
    /// would hold it.
    function _limitOf(List storage l, uint256 epoch) internal view returns (uint256) {
        if (epoch <= uint256(l.openedIn) + 1) return type(uint16).max;
        uint256 places = l.lengths.sumAt(HIGHEST_CLASS, epoch);
        return places < PLACES_PER_ENTRY ? 1 : places / PLACES_PER_ENTRY;
    }

    /* REWARDS */

    /// @dev What a seat holds above what was paid in.
    function _rewardsOf(uint16 seat, SeatWord word) internal view returns (uint256) {
        (uint256 balance, uint256 paidIn) = (word.balance(), _accounts[seat].paidIn);
        return balance > paidIn ? balance - paidIn : 0;
    }

    /// @dev Takes the treasury's cut and the author's part out of a seat's rewards, which are leaving.
    /// @return rest What is the owner's.
    function _harvest(uint16 seat, uint256 rewards, bool asCredit) internal returns (uint256 rest) {
        if (rewards == 0) return 0;
        List storage l = _lists[_listOf(seat)];
        address author = l.author;
        uint256 cut = MoneyLib.part(rewards, PROTOCOL_FEE_BPS);
        uint256 authorPart = MoneyLib.part(rewards, l.authorBps);
        _oweTreasury(cut);
        _credit(author, authorPart);
        // Parts of 56 bits.
        // forge-lint: disable-next-line(unsafe-typecast)
        emit IPlaces.Claimed(seat, uint64(rewards), uint64(cut), author, uint64(authorPart), asCredit);
        return rewards - cut - authorPart;
    }
}
