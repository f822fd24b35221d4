// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Deployment} from "./Deployment.sol";
import {IConsensus} from "./interfaces/IConsensus.sol";

/// @title Ledger
/// @notice What the contract owes, other than to seats, and the one way that money comes and the one way that it goes.
/// @dev The whole equation: balance = seats' balances + fees of open tasks + credit + owedTreasury + owedSink, plus
/// whatever was forced in.
abstract contract Ledger is Deployment {
    using SafeERC20 for IERC20;

    /* STORAGE */

    /// @inheritdoc IConsensus
    mapping(address account => uint256) public credit;
    uint128 private _owedTreasury;
    uint128 private _owedSink;

    /* FUNCTIONS */

    /// @inheritdoc IConsensus
    function withdraw() external {
        uint256 amount = credit[msg.sender];
        if (amount == 0) revert NothingToWithdraw(msg.sender);
        credit[msg.sender] = 0;
        emit Withdrawn(msg.sender, amount);
        _pay(msg.sender, amount);
    }

    /// @inheritdoc IConsensus
    function sweepTreasury() external {
        uint256 amount = _owedTreasury;
        if (amount == 0) revert NothingToWithdraw(TREASURY);
        _owedTreasury = 0;
        emit Swept(TREASURY, amount);
        _pay(TREASURY, amount);
    }

    /// @inheritdoc IConsensus
    function sweepSink() external {
        uint256 amount = _owedSink;
        if (amount == 0) revert NothingToWithdraw(SINK);
        _owedSink = 0;
        emit Swept(SINK, amount);
        _pay(SINK, amount);
    }

    /* VIEWS */

    /// @inheritdoc IConsensus
    function owedTreasury() external view returns (uint256) {
        return _owedTreasury;
    }

    /// @inheritdoc IConsensus
    function owedSink() external view returns (uint256) {
        return _owedSink;
    }

    /* INTERNAL */

    function _credit(address account, uint256 amount) internal {
        credit[account] += amount;
    }

    function _oweTreasury(uint96 amount) internal {
        if (amount != 0) _owedTreasury += amount;
    }

    function _oweSink(uint256 amount) internal {
        // The sum of what seats had.
        // forge-lint: disable-next-line(unsafe-typecast)
        if (amount != 0) _owedSink += uint128(amount);
    }

    /// @dev Always the last thing its callers do, as `_pay` is. A token that calls back in between, or that keeps a
    /// part, has not moved what it was told to.
    function _collect(uint256 amount) internal {
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
        if (ASSET != address(0)) return IERC20(ASSET).safeTransfer(to, amount);
        (bool paid,) = to.call{value: amount}("");
        if (!paid) revert TransferFailed(to, amount);
    }
}
