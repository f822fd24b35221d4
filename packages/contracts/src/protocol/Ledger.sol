// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Storage} from "./Storage.sol";

/// @title Ledger
/// @notice What the contract owes, other than to seats, and the one way that money comes and the one way that it goes.
/// @dev The whole equation, in units: balance = seats' balances + fees of open tasks + shares of decided tasks that may
/// still be claimed + what is held for appeals + deposits of appeals + credits + what the treasury and the sink are
/// owed, plus whatever was forced in.
abstract contract Ledger is Storage {
    using SafeERC20 for IERC20;

    function _credit(address account, uint256 amount) internal {
        if (amount != 0) _credits[account] += amount;
    }

    function _oweTreasury(uint256 amount) internal {
        // What others paid in.
        // forge-lint: disable-next-line(unsafe-typecast)
        if (amount != 0) _owedTreasury += uint128(amount);
    }

    function _oweSink(uint256 amount) internal {
        // What others paid in.
        // forge-lint: disable-next-line(unsafe-typecast)
        if (amount != 0) _owedSink += uint128(amount);
    }

    /// @dev Always the last thing its callers do, as `_pay` is. A token that calls back in between, or that keeps a
    /// part, has not moved what it was told to.
    function _collect(uint256 amount) internal {
        amount *= UNIT;
        if (ASSET == address(0)) {
            if (msg.value != amount) revert WrongValue(msg.value, amount);
            return;
        }
        if (msg.value != 0) revert WrongValue(msg.value, 0);
        uint256 before = IERC20(ASSET).balanceOf(address(this));
        IERC20(ASSET).safeTransferFrom(msg.sender, address(this), amount);
        uint256 received = IERC20(ASSET).balanceOf(address(this)) - before;
        if (received != amount) revert WrongTransfer(received, amount);
    }

    /// @dev Always the last thing its callers do.
    function _pay(address to, uint256 amount) internal {
        amount *= UNIT;
        if (ASSET != address(0)) return IERC20(ASSET).safeTransfer(to, amount);
        (bool paid,) = to.call{value: amount}("");
        if (!paid) revert TransferFailed(to, amount);
    }
}
