// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IArbSys} from "../../src/interfaces/IArbSys.sol";

/// @notice Blocks as Arbitrum's ArbSys tells them: numbers of its own, and the hashes of the last 256 alone.
contract ArbSysDouble is IArbSys {
    error InvalidBlockNumber(uint256 requested, uint256 current);

    uint256 private _current;
    mapping(uint256 blockNumber => bytes32) private _hashes;

    function setBlock(uint256 blockNumber) external {
        _current = blockNumber;
    }

    function setHash(uint256 blockNumber, bytes32 blockHash) external {
        _hashes[blockNumber] = blockHash;
    }

    function arbBlockNumber() external view returns (uint256) {
        return _current;
    }

    function arbBlockHash(uint256 blockNumber) external view returns (bytes32) {
        if (blockNumber >= _current || blockNumber + 256 < _current) revert InvalidBlockNumber(blockNumber, _current);
        bytes32 set = _hashes[blockNumber];
        return set != 0 ? set : keccak256(abi.encode("block of Arbitrum", blockNumber));
    }
}
