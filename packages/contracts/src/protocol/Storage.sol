// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Allowance, Appeal} from "../interfaces/ConsensusTypes.sol";
import {EpochWord} from "../libraries/EpochWordLib.sol";
import {SeatWord} from "../libraries/SeatWordLib.sol";
import {TaskWord} from "../libraries/TaskWordLib.sol";
import {Committee} from "../types/Committee.sol";
import {ListId} from "../types/ListId.sol";
import {TaskId} from "../types/TaskId.sol";
import {Deployment} from "./Deployment.sol";

/// @title Storage
/// @notice Everything that is written down, for the contract and its parts alike: all of it is here, so that they
/// agree on where.
abstract contract Storage is Deployment {
    /* TYPES */

    /// @dev Of a seat, beside its word.
    struct Holder {
        address owner;
        /// The first epoch in which the slot may be freed: its owner has stayed long enough, and no list remembers it.
        uint32 freeFrom;
        /// Its list, by number; that of its last place if it has none.
        uint32 list;
        /// Where its place stands in its class.
        uint16 index;
        uint8 class;
        bool isPlaced;
    }

    struct Account {
        /// The signer before the last one; zero if there was none.
        address former;
        /// The epoch from which the new signer counts.
        uint32 signerSince;
        /// What was paid in, fees included: what a seat holds above it are rewards.
        uint64 paidIn;
    }

    struct List {
        /// Lengths of the classes.
        EpochWord lengths;
        address author;
        uint16 authorBps;
        /// The epoch of the last entry, how many there were in it, and in how many in a row the list was full before.
        uint32 entryEpoch;
        uint16 entries;
        uint8 pressure;
        /// Counts from one; zero while nobody ever served the list.
        uint32 number;
        /// The epoch of its first place.
        uint32 openedIn;
    }

    /* SEATS */

    SeatWord[65_536] internal _seats;
    mapping(uint256 seat => Holder) internal _holders;
    mapping(uint256 number => ListId) internal _listAt;
    mapping(uint256 seat => Account) internal _accounts;
    /// @dev What contradictions of the signer before the last one cost.
    mapping(uint256 seat => uint256) internal _costOfFormer;
    /// @dev One more than the seat, so that zero is none; at most `maximumSeats`, so it fits.
    mapping(address signer => uint16) internal _seatOf;
    uint16 internal _seatCount;
    uint32 internal _listCount;
    uint16[] internal _freeSeats;

    /* LISTS */

    mapping(ListId => List) internal _lists;
    /// @dev Four seats a word: class << 16 | index / 4.
    mapping(ListId => mapping(uint256 key => EpochWord)) internal _places;

    /* TASKS */

    mapping(TaskId => TaskWord) internal _tasks;
    /// @dev The requester until the task is decided, the output from then on: a paid task has nothing to refund.
    mapping(TaskId => bytes32) internal _requesterOrOutput;
    /// @dev The court's committee; zero until it is drawn.
    mapping(TaskId => Committee) internal _drawn;
    /// @dev A member's commitment, overwritten by its output. Of lane 1 only votes that lost are kept.
    mapping(TaskId => mapping(uint256 member => bytes32)) internal _ballots;
    /// @dev The seal that votes left out must be over.
    mapping(TaskId => bytes32) internal _seals;
    /// @dev What liars lost, as long as the decision can change.
    mapping(TaskId => uint256) internal _held;
    /// @dev What a member's seat did not have of what its vote cost.
    mapping(TaskId => mapping(uint256 member => uint256)) internal _unpaid;

    /* APPEALS */

    mapping(TaskId => Appeal) internal _appeals;
    /// @dev Of an appeal: whom it does not ask again; zero for nobody.
    mapping(TaskId appeal => Committee) internal _excluded;

    /* MONEY */

    mapping(address account => uint256) internal _credits;
    mapping(address payer => mapping(address key => Allowance)) internal _allowances;
    uint128 internal _owedTreasury;
    uint128 internal _owedSink;
}
