// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ListId} from "../types/ListId.sol";
import {TaskId} from "../types/TaskId.sol";
import {SignedOrder} from "./ConsensusTypes.sol";

/// @title IOrders
/// @notice Credit, and orders that somebody else brings.
interface IOrders {
    /* EVENTS */

    /// @notice Somebody raised an account's credit.
    event Deposited(address indexed account, address indexed by, uint256 amount);
    /// @notice A key may spend the payer's credit.
    event Authorized(address indexed payer, address indexed key, uint64 amount, uint64 until, ListId list);
    /// @notice A signed order became a task, paid from the payer's credit; `submitter` was credited the tip. `key` is
    /// the session key that signed, zero if the payer did.
    event OrderSubmitted(
        TaskId indexed task, address indexed payer, address indexed submitter, address key, uint64 tip
    );
    /// @notice An order of a batch was refused, with the error it would have reverted with.
    event OrderRefused(uint256 indexed index, address indexed payer, bytes reason);
    /// @notice An account took its credit.
    event Withdrawn(address indexed account, uint256 amount);
    /// @notice The treasury or the sink was paid what it was owed.
    event Swept(address indexed account, uint256 amount);

    /* FUNCTIONS */

    /// @notice Raises an account's credit, which pays its signed orders.
    /// @dev Errors: ZeroAddress, ZeroAmount, WrongValue, WrongTransfer.
    /// @param amount In units.
    function deposit(address account, uint64 amount) external payable;

    /// @notice Lets a key spend the caller's credit; replaces what was said before. Zero takes it back.
    /// @dev Errors: ZeroAddress.
    /// @param amount In units, fees and tips together; what was refunded is not added again.
    /// @param until Not from this time on.
    /// @param list For this list only; zero for any.
    function authorize(address key, uint64 amount, uint64 until, ListId list) external;

    /// @notice Adds tasks that their payers signed. Passes over those that fail and says why.
    /// @return tasks Zero for an order that was refused.
    function submitOrders(SignedOrder[] calldata orders) external returns (TaskId[] memory tasks);

    /// @notice One order of a batch; only this contract calls it.
    /// @dev Errors: OnlySelf, NotSubmitter, OrderExpired, InvalidOrderSignature, AllowanceExceeded, TipTooHigh,
    /// CreditTooLow, and those of `addTask`.
    function submitOrder(SignedOrder calldata order, address submitter) external returns (TaskId task);

    /// @notice Pays the caller its credit: deposits, refunds, bounties, tips, an author's part.
    /// @dev Errors: NothingToWithdraw, TransferFailed.
    function withdraw() external;

    /// @notice Pays the treasury what it is owed, by anybody.
    /// @dev Errors: NothingToWithdraw, TransferFailed.
    function sweepTreasury() external;

    /// @notice Pays the sink what it is owed, by anybody.
    /// @dev Errors: NothingToWithdraw, TransferFailed.
    function sweepSink() external;
}
