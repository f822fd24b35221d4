// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Deployment} from "./Deployment.sol";
import {IConsensus} from "./interfaces/IConsensus.sol";

/// @title Ledger
/// @notice What the contract owes, other than to seats, and the one way that ether leaves.
/// @dev The whole equation: balance = seats' balances + fees of open tasks + credit + owedTreasury + owedSink, plus
/// whatever was forced in.
abstract contract Ledger is Deployment {
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

    function _oweTreasury(uint96 amount) internal {
        _owedTreasury += amount;
    }

    function _oweSink(uint96 amount) internal {
        _owedSink += amount;
    }

    /// @dev The only external call of the whole contract, and always the last thing its callers do.
    function _pay(address to, uint256 amount) internal {
        (bool paid,) = to.call{value: amount}("");
        if (!paid) revert TransferFailed(to, amount);
    }
}
