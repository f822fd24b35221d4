// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Digest} from "../types/Digest.sol";
import {ListId} from "../types/ListId.sol";

/// @title IPlaces
/// @notice Seats, and the places they take in the lists of models.
interface IPlaces {
    /* EVENTS */

    /// @notice A seat was taken.
    event Joined(uint16 indexed seat, address indexed owner, address indexed signer, uint64 amount);
    /// @notice A seat's balance was raised.
    event ToppedUp(uint16 indexed seat, address indexed by, uint64 amount);
    /// @notice From `epoch` on the seat's votes are signed by `signer`.
    event SignerSet(uint16 indexed seat, address indexed signer, uint256 epoch);
    /// @notice A list has its first place.
    event ListOpened(ListId indexed list, Digest indexed model, address indexed author, uint16 authorBps);
    /// @notice From `epoch` on the seat is drawn for tasks of this list that pay its class. `fee` went from its balance
    /// to the sink.
    event Offered(uint16 indexed seat, ListId indexed list, uint8 class, uint64 fee, uint256 epoch);
    /// @notice From `epoch` on the seat is no longer drawn for this list.
    event OfferWithdrawn(uint16 indexed seat, ListId indexed list, uint256 epoch);
    /// @notice From `epoch` on the seat's place is of another class.
    event Repriced(uint16 indexed seat, ListId indexed list, uint8 class, uint256 epoch);
    /// @notice A seat leaves, by `exit` or because less than half of its bond was left; not drawn for tasks added from
    /// `to` on.
    event Left(uint16 indexed seat, uint256 to);
    /// @notice Somebody took the place of a seat that left out of its list, for `bounty` of the seat's balance.
    event Pruned(uint16 indexed seat, address indexed by, uint64 bounty);
    /// @notice A seat's rewards left: of `amount`, `cut` went to the treasury, `authorPart` to `author`, and the rest
    /// to the owner: as credit, if they left because the seat moved to another list.
    event Claimed(
        uint16 indexed seat, uint64 amount, uint64 cut, address indexed author, uint64 authorPart, bool asCredit
    );
    /// @notice A seat's stake was paid out and its slot is free.
    event SeatWithdrawn(uint16 indexed seat, address indexed owner, uint64 amount);

    /* SEATS */

    /// @notice Takes a seat for the calling key, with at least the bond.
    /// @dev The signer calls and pays, the owner is named: nobody can enrol a foreign key. An offer costs a fee out of
    /// what is above the bond. Errors: ZeroAddress, SignerIsContract, SignerTaken, BalanceTooLow, SeatsFull,
    /// WrongValue, WrongTransfer.
    /// @param owner The account that is paid; it cannot be changed.
    /// @param amount In units.
    function join(address owner, uint64 amount) external payable returns (uint16 seat);

    /// @notice Raises a seat's balance, by anybody, as long as it stays. It is stake, not rewards: nothing is cut of
    /// it, and it leaves with the seat.
    /// @dev Errors: SeatUnknown, SeatLeaving, ZeroAmount, BalanceTooHigh, WrongValue, WrongTransfer.
    function topUp(uint16 seat, uint64 amount) external payable;

    /// @notice Replaces a seat's key from the next epoch on. The old one answers for the tasks before.
    /// @dev By the owner, with the new key's word over `signerDigest`, so that nobody can enrol a foreign key. Errors:
    /// SeatUnknown, NotSeatOwner, SeatLeaving, RotationTooSoon, SignerTaken, InvalidSigner.
    function setSigner(uint16 seat, address signer, bytes32 r, bytes32 vs) external;

    /// @notice Announces that a seat leaves, with its place; it still answers tasks of this epoch.
    /// @dev By the owner or the signer; the stake goes to the owner either way. Errors: SeatUnknown, NotSeatOwner,
    /// SeatLeaving.
    function exit(uint16 seat) external;

    /// @notice Pays a seat that has left to its owner and frees the slot.
    /// @dev By the owner. Errors: SeatUnknown, NotSeatOwner, SeatNotLeaving, SeatPlaced, SeatLocked, TransferFailed.
    function withdrawSeat(uint16 seat) external;

    /// @notice Pays a seat's rewards, what it holds above what was paid in, to its owner.
    /// @dev By the owner, at any time. Errors: SeatUnknown, NotSeatOwner, NothingToClaim, TransferFailed.
    function claim(uint16 seat) external;

    /* PLACES */

    /// @notice Offers to serve a model from the next epoch on.
    /// @dev By the owner or the signer. One place a seat: one bond answers for one list. Rewards of another list are
    /// paid out first. Errors: SeatUnknown, NotSeatOwner, SeatLeaving, SeatPlaced, ClassOutOfRange, EmptyDigest,
    /// InvalidAuthorShare, EntranceClosed, BalanceTooLow.
    /// @param model The sha2-256 digest of the manifest.
    /// @param author As the manifest says; zero for nobody.
    /// @param authorBps As the manifest says.
    /// @param class 0 to 3: the seat is drawn for tasks whose share is at least `priceOf(class)`.
    function offer(uint16 seat, Digest model, address author, uint16 authorBps, uint8 class) external;

    /// @notice Takes the offer back from the next epoch on.
    /// @dev By the owner or the signer. Errors: SeatUnknown, NotSeatOwner, SeatNotPlaced.
    function withdrawOffer(uint16 seat) external;

    /// @notice Changes the class of a place from the next epoch on.
    /// @dev By the owner or the signer. Errors: SeatUnknown, NotSeatOwner, SeatNotPlaced, SeatLeaving, ClassOutOfRange.
    function reprice(uint16 seat, uint8 class) external;

    /// @notice Takes the place of a seat that was put out for its losses out of its list, by anybody, for a bounty out
    /// of what the seat still has.
    /// @dev Errors: SeatUnknown, SeatNotPlaced, NotPrunable.
    function prune(uint16 seat) external;
}
