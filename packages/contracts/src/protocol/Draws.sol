// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Hashes} from "@openzeppelin/contracts/utils/cryptography/Hashes.sol";
import {Order, Seed} from "../interfaces/ConsensusTypes.sol";
import {BlockLib} from "../libraries/BlockLib.sol";
import {CommitteeLib} from "../libraries/CommitteeLib.sol";
import {EpochWord} from "../libraries/EpochWordLib.sol";
import {RoundLib} from "../libraries/RoundLib.sol";
import {Shuffle, ShuffleLib} from "../libraries/ShuffleLib.sol";
import {TaskWord, IS_APPEAL} from "../libraries/TaskWordLib.sol";
import {Committee} from "../types/Committee.sol";
import {Digest} from "../types/Digest.sol";
import {ListId} from "../types/ListId.sol";
import {TaskId} from "../types/TaskId.sol";
import {Seats} from "./Seats.sol";

/// @title Draws
/// @notice Who answers a task: of the places that its share reaches, as they stood in its epoch, as many as it asks
/// for, each as likely as any other.
abstract contract Draws is Seats {
    using CommitteeLib for Committee;
    using ShuffleLib for Shuffle;

    /* IDS */

    function _listId(Digest model, address author, uint16 authorBps) internal pure returns (ListId) {
        return ListId.wrap(keccak256(abi.encode(model, author, authorBps)));
    }

    function _listOf(Order calldata order) internal pure returns (ListId) {
        return _listId(order.model, order.author, order.authorBps);
    }

    /* DRAW */

    /// @dev The committee as the seed fixes it, from lists that are still remembered.
    function _drawCommittee(TaskId task, TaskWord t, ListId list) internal view returns (Committee committee) {
        (Seed seed, uint256 addedAt, uint256 size, uint256 found) = (t.seed(), t.addedAt(), t.size(), 0);
        bytes32 entropy = _entropyOf(task, t, seed);
        if (Digest.wrap(entropy).isNone() || _epochAt(block.timestamp) > _epochAt(addedAt) + 1) {
            revert SeedExpired(task);
        }
        (committee, found) = _probe(task, t, list, entropy);
        if (found < size) revert NotEnoughPlaces(found, size);
    }

    /// @dev Each position once, in the order of a shuffle; seats that were put out meanwhile are passed over.
    function _probe(TaskId task, TaskWord t, ListId list, bytes32 entropy)
        internal
        view
        returns (Committee committee, uint256 found)
    {
        (uint256 addedAt, uint256 size) = (t.addedAt(), t.size());
        (uint256 epoch, EpochWord lengths) = (_epochAt(addedAt), _lists[list].lengths);
        mapping(uint256 => EpochWord) storage places = _places[list];
        Shuffle memory shuffle = _shuffleOf(task, lengths.sumAt(_classOf(t.share()), epoch), entropy);
        uint256 cheapest = lengths.valueAt(0, epoch);
        Committee excluded = t.has(IS_APPEAL) ? _excluded[task] : Committee.wrap(0);
        uint256 steps = shuffle.moved.length;
        while (found < size && shuffle.drawn < steps) {
            uint256 position = shuffle.next();
            // Most places are of class 0, whose positions come first.
            uint256 seat = position < cheapest
                ? places[position >> 2].valueAt(position & 3, epoch)
                : _dearerSeatAt(places, lengths, position, epoch);
            if (!_seats[seat].staysAt(addedAt)) continue;
            if (Committee.unwrap(excluded) != 0 && excluded.contains(MAXIMUM_COMMITTEE, seat)) continue;
            committee = committee.withSeat(found, seat);
            unchecked {
                ++found; // at most `size`
            }
        }
    }

    function _shuffleOf(TaskId task, uint256 places, bytes32 entropy) private pure returns (Shuffle memory) {
        uint256 steps = places < ShuffleLib.MAXIMUM_STEPS ? places : ShuffleLib.MAXIMUM_STEPS;
        return ShuffleLib.start(Hashes.efficientKeccak256(entropy, TaskId.unwrap(task)), places, steps);
    }

    /// @dev The seat at a position of a list, whose classes stand one after another.
    function _dearerSeatAt(
        mapping(uint256 => EpochWord) storage places,
        EpochWord lengths,
        uint256 position,
        uint256 epoch
    ) private view returns (uint256) {
        uint256 class;
        uint256 length = lengths.valueAt(0, epoch);
        while (position >= length) {
            unchecked {
                position -= length;
                ++class; // the caller stays within the sum of the lengths
            }
            length = lengths.valueAt(class, epoch);
        }
        return places[(class << 16) | (position >> 2)].valueAt(position & 3, epoch);
    }

    /* SEED */

    /// @dev What fixes the committee: the hash of the task's block, and for the beacon's tasks a round besides. A chain
    /// that catches up after a halt adds tasks at times whose rounds are known already; its blocks are not. Zero if the
    /// hash is out of reach.
    function _entropyOf(TaskId task, TaskWord t, Seed seed) internal view returns (bytes32 entropy) {
        uint256 addedIn = t.addedIn();
        if (_blockNumber() <= addedIn) revert SeedNotReady(task, addedIn);
        if (seed == Seed.Block) return BlockLib.hashOf(IS_ARBITRUM, addedIn);
        uint64 round = _roundFor(t.addedAt());
        bytes32 randomness = BEACON.randomness(round);
        if (randomness == 0) revert SeedNotReady(task, round);
        entropy = BlockLib.hashOf(IS_ARBITRUM, addedIn);
        if (entropy != 0) entropy = Hashes.efficientKeccak256(randomness, entropy);
    }

    /// @dev The first round that nobody could know when the task was added.
    function _roundFor(uint256 addedAt) internal view returns (uint64) {
        return RoundLib.roundAt(addedAt + SEED_DELAY, BEACON_GENESIS, BEACON_PERIOD);
    }

    /// @dev When a task's windows begin: with its block, or with its round.
    function _startsAt(TaskWord t) internal view returns (uint256) {
        uint256 addedAt = t.addedAt();
        if (t.seed() == Seed.Block) return addedAt;
        return RoundLib.timeOf(_roundFor(addedAt), BEACON_GENESIS, BEACON_PERIOD);
    }

    function _blockNumber() internal view returns (uint256) {
        return BlockLib.number(IS_ARBITRUM);
    }
}
